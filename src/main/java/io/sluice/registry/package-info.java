/**
 * Which versions are loaded: atomic publish, look-up by name, version or alias, leases, retirement.
 */
@NullMarked
package io.sluice.registry;

import org.jspecify.annotations.NullMarked;
