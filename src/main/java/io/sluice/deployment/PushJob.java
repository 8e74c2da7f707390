package io.sluice.deployment;

import io.sluice.model.ModelName;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * One push, from when its last byte came.
 *
 * @param result the version, or the refusal that ended it
 */
record PushJob(
    UUID id, ModelName model, Instant submittedAt, CompletableFuture<PushedVersion> result) {}
