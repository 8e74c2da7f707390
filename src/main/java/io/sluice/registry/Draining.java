package io.sluice.registry;

import io.sluice.model.ModelId;

/**
 * A version that was taken out of service and is still in use.
 *
 * @param id the version
 * @param sinceNanos when it was taken out, as {@code TimeSource.nanoTime} has it
 * @param leases how many hold it now
 */
public record Draining(ModelId id, long sinceNanos, int leases) {}
