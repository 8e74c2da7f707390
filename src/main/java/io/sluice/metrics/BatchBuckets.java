package io.sluice.metrics;

import java.util.List;

/** Counts batches by their rows since the start, in buckets that double, as a histogram must. */
final class BatchBuckets {
  private static final int POWERS = 12;

  /** Upper bounds as written in the {@code le} label, in rows; the last one is open. */
  static final List<String> BOUNDS =
      List.of("1", "2", "4", "8", "16", "32", "64", "128", "256", "512", "1024", "2048", "+Inf");

  private final BucketCounts counts = new BucketCounts(BOUNDS.size());

  /**
   * Counts one batch; a bound belongs to the bucket that it closes.
   *
   * @param rows at least 1
   */
  void add(int rows) {
    int power = Integer.SIZE - Integer.numberOfLeadingZeros(rows - 1);
    counts.add(Math.min(POWERS, power), rows);
  }

  /** How many batches each bound covers, all smaller ones included: never falls along the list. */
  long[] cumulative() {
    return counts.cumulative();
  }

  /** The rows of all batches together. */
  long sum() {
    return counts.sum();
  }
}
