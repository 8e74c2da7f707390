package io.sluice.traffic;

import java.util.concurrent.atomic.DoubleAccumulator;
import java.util.concurrent.atomic.LongAdder;

/**
 * What a shadow said beside the arms that answered, since this server began to count. Safe for any
 * number of threads.
 */
public final class ShadowCounts {
  private final LongAdder requests = new LongAdder();
  private final LongAdder rows = new LongAdder();
  private final LongAdder agreed = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final DoubleAccumulator difference = new DoubleAccumulator(Math::max, 0);

  /** Requests that it answered too. */
  public long requests() {
    return requests.sum();
  }

  /** Instances that were compared. */
  public long rows() {
    return rows.sum();
  }

  /** Instances of those on which it said the same. */
  public long agreed() {
    return agreed.sum();
  }

  /** Requests that it could not answer. */
  public long failures() {
    return failures.sum();
  }

  /** Requests that it was not asked for want of room. */
  public long dropped() {
    return dropped.sum();
  }

  /** The largest difference of two values of an output; 0 before anything was compared. */
  public double largestDifference() {
    return difference.get();
  }

  void compared(int instances, int alike, double largest) {
    requests.increment();
    rows.add(instances);
    agreed.add(alike);
    difference.accumulate(largest);
  }

  void failed() {
    failures.increment();
  }

  void dropped(int count) {
    dropped.add(count);
  }
}
