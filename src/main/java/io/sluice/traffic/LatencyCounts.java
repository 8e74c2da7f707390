package io.sluice.traffic;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Counts durations in buckets, eight to each doubling: what is read from them is at most an eighth
 * off. Safe for any number of threads.
 */
final class LatencyCounts {
  private static final int STEP_BITS = 3;
  private static final int STEPS = 1 << STEP_BITS;

  private final AtomicLongArray counts = new AtomicLongArray(Long.SIZE * STEPS);

  /** Counts one duration in nanoseconds. */
  void add(long nanos) {
    counts.incrementAndGet(bucket(nanos));
  }

  /** How many were counted in each bucket so far. */
  long[] copy() {
    long[] copy = new long[counts.length()];
    for (int i = 0; i < copy.length; i++) {
      copy[i] = counts.get(i);
    }
    return copy;
  }

  /** The bucket of a duration: its highest bit, and the three bits after that. */
  static int bucket(long nanos) {
    long value = Math.max(nanos, STEPS);
    int octave = Long.SIZE - 1 - Long.numberOfLeadingZeros(value);
    int step = (int) (value >>> (octave - STEP_BITS)) - STEPS;
    return octave * STEPS + step;
  }

  /** The shortest duration of a bucket, in nanoseconds. */
  static long shortest(int bucket) {
    int octave = bucket / STEPS;
    long head = (long) STEPS + bucket % STEPS;
    return octave < STEP_BITS ? 0 : head << (octave - STEP_BITS);
  }
}
