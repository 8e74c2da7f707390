package io.sluice.traffic;

import java.util.concurrent.atomic.LongAdder;

/** What one arm was asked since this server began to count. Safe for any number of threads. */
public final class ArmCounts {
  private final LongAdder requests = new LongAdder();
  private final LongAdder rows = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder fallbacks = new LongAdder();
  private final LatencyCounts latencies = new LatencyCounts();

  /** Requests that the arm was chosen for and answered, or failed to. */
  public long requests() {
    return requests.sum();
  }

  /** Instances that it answered. */
  public long rows() {
    return rows.sum();
  }

  /** Requests that it failed to answer, by no fault of the caller's. */
  public long failures() {
    return failures.sum();
  }

  /** Requests that it was chosen for while it could not be leased, and the control answered. */
  public long fallbacks() {
    return fallbacks.sum();
  }

  /** All of it as it stands now. */
  public ArmSnapshot snapshot() {
    return new ArmSnapshot(requests(), rows(), failures(), fallbacks(), latencies.copy());
  }

  void answered(int instances, long nanos) {
    requests.increment();
    rows.add(instances);
    latencies.add(nanos);
  }

  void failed() {
    requests.increment();
    failures.increment();
  }

  void fellBack() {
    fallbacks.increment();
  }
}
