package io.sluice.intake;

import java.util.Map;
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
 * @param figures what the gate's data set gave, by name, NaN where it gave a figure no value; empty
 *     without a data set
 * @param rows of that data set; 0 without one
 */
public record TrialReport(
    String engine,
    @Nullable String engineReason,
    int goldenChecked,
    long p50Micros,
    long p99Micros,
    long peakRssBytes,
    long millis,
    Map<String, Double> figures,
    long rows) {
  public TrialReport {
    figures = Map.copyOf(figures);
  }
}
