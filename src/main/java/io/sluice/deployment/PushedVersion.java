package io.sluice.deployment;

import io.sluice.registry.VersionStatus;

/**
 * What became of a push.
 *
 * @param status the version as it stands
 * @param made whether the push made it; false if it was there already, or for a dry run
 */
record PushedVersion(VersionStatus status, boolean made) {}
