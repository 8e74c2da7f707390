package io.sluice.metrics;

import java.util.List;

/**
 * Counts durations in fixed buckets since the start, as a Prometheus histogram must. MicroProfile's
 * histograms are computed over a decaying sample in the server this runs on: their buckets go down,
 * and {@code histogram_quantile} over them is wrong.
 */
final class LatencyBuckets {
  private static final double NANOS = 1e9;

  /** Upper bounds as written in the {@code le} label, in seconds; the last one is open. */
  static final List<String> BOUNDS =
      List.of(
          "0.0001", "0.00025", "0.0005", "0.001", "0.0025", "0.005", "0.01", "0.025", "0.05", "0.1",
          "0.25", "0.5", "1", "2.5", "5", "10", "+Inf");

  private static final long[] BOUND_NANOS =
      BOUNDS.stream()
          .limit(BOUNDS.size() - 1L)
          .mapToLong(bound -> Math.round(Double.parseDouble(bound) * NANOS))
          .toArray();

  private final BucketCounts counts = new BucketCounts(BOUNDS.size());

  /** Counts one duration; a bound belongs to the bucket that it closes. */
  void add(long nanos) {
    int bucket = 0;
    while (bucket < BOUND_NANOS.length && nanos > BOUND_NANOS[bucket]) {
      bucket++;
    }
    counts.add(bucket, nanos);
  }

  /**
   * How many durations each bound covers, all smaller ones included: never falls along the list.
   */
  long[] cumulative() {
    return counts.cumulative();
  }

  /** All durations together, in seconds. */
  double sumSeconds() {
    return counts.sum() / NANOS;
  }
}
