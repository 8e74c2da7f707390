package io.sluice.metrics;

import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/** Counts batches by their rows since the start, in buckets that double, as a histogram must. */
final class BatchBuckets {
  private static final int POWERS = 12;

  /** Upper bounds as written in the {@code le} label, in rows; the last one is open. */
  static final List<String> BOUNDS =
      List.of("1", "2", "4", "8", "16", "32", "64", "128", "256", "512", "1024", "2048", "+Inf");

  private final LongAdder[] counts = new LongAdder[BOUNDS.size()];
  private final LongAdder sum = new LongAdder();

  BatchBuckets() {
    for (int i = 0; i < counts.length; i++) {
      counts[i] = new LongAdder();
    }
  }

  /**
   * Counts one batch; a bound belongs to the bucket that it closes.
   *
   * @param rows at least 1
   */
  void add(int rows) {
    counts[Math.min(POWERS, Integer.SIZE - Integer.numberOfLeadingZeros(rows - 1))].increment();
    sum.add(rows);
  }

  /** How many batches each bound covers, all smaller ones included: never falls along the list. */
  long[] cumulative() {
    long[] cumulative = new long[counts.length];
    long below = 0;
    for (int i = 0; i < counts.length; i++) {
      below += counts[i].sum();
      cumulative[i] = below;
    }
    return cumulative;
  }

  /** The rows of all batches together. */
  long sum() {
    return sum.sum();
  }
}
