package io.sluice.metrics;

import java.util.concurrent.atomic.LongAdder;

/** Counts since the start, one for each bucket of a histogram, and the sum of what was counted. */
final class BucketCounts {
  private final LongAdder[] counts;
  private final LongAdder sum = new LongAdder();

  /**
   * @param buckets how many there are, the open one included
   */
  BucketCounts(int buckets) {
    counts = new LongAdder[buckets];
    for (int i = 0; i < buckets; i++) {
      counts[i] = new LongAdder();
    }
  }

  /** Counts one value in its bucket. */
  void add(int bucket, long value) {
    counts[bucket].increment();
    sum.add(value);
  }

  /** How many values each bucket covers, all lower ones included: never falls along the array. */
  long[] cumulative() {
    long[] cumulative = new long[counts.length];
    long below = 0;
    for (int i = 0; i < counts.length; i++) {
      below += counts[i].sum();
      cumulative[i] = below;
    }
    return cumulative;
  }

  /** All values together. */
  long sum() {
    return sum.sum();
  }
}
