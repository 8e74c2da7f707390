package io.sluice.intake;

import org.jspecify.annotations.Nullable;

/**
 * What a trial found.
 *
 * @param engine what computes the model: {@code plan}, {@code deeplearning4j}
 * @param engineReason why it has no plan; null if it has one
 * @param goldenChecked known answers that it gave
 * @param p50Micros median time of a prediction of one row, in microseconds
 * @param p99Micros 99th percentile of the same; both without other load, in a cold JVM
 * @param peakRssBytes the most memory that its process had, of which a bare JVM takes some 200 MB
 * @param millis the whole trial, the start of its process included
 */
public record TrialReport(
    String engine,
    @Nullable String engineReason,
    int goldenChecked,
    long p50Micros,
    long p99Micros,
    long peakRssBytes,
    long millis) {}
