package io.sluice.metrics;

import io.sluice.model.Digest;
import io.sluice.model.ModelId;
import org.jspecify.annotations.Nullable;

/**
 * One version at the moment of a scrape.
 *
 * @param id the version
 * @param state where it stands, a value of the {@code state} label: {@code ready}
 * @param ready whether it answers; series of its own are shown only while it does
 * @param digest of its archive; null until that was read
 * @param engine what computes its predictions; empty unless loaded
 * @param leases how many hold it now, at least 0
 */
public record VersionFigures(
    ModelId id, String state, boolean ready, @Nullable Digest digest, String engine, int leases) {}
