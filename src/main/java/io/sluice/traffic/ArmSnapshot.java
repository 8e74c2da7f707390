package io.sluice.traffic;

import java.util.OptionalDouble;

/**
 * What one arm was asked up to some moment. The difference of two is what it was asked in between.
 */
public final class ArmSnapshot {
  private static final double NANOS_OF_A_MILLI = 1e6;
  private static final double PART = 0.99;

  private final long requests;
  private final long rows;
  private final long failures;
  private final long fallbacks;
  private final long[] latencies;

  ArmSnapshot(long requests, long rows, long failures, long fallbacks, long[] latencies) {
    this.requests = requests;
    this.rows = rows;
    this.failures = failures;
    this.fallbacks = fallbacks;
    this.latencies = latencies;
  }

  /** Before anything was asked. */
  public static ArmSnapshot zero() {
    return of(0, 0, 0, 0);
  }

  /** Counts of requests whose latencies nobody knows any more. */
  static ArmSnapshot of(long requests, long rows, long failures, long fallbacks) {
    return new ArmSnapshot(requests, rows, failures, fallbacks, new LatencyCounts().copy());
  }

  /** Requests that the arm was chosen for and answered, or failed to. */
  public long requests() {
    return requests;
  }

  /** Instances that it answered. */
  public long rows() {
    return rows;
  }

  /** Requests that it failed to answer, by no fault of the caller's. */
  public long failures() {
    return failures;
  }

  /** Requests that it was chosen for while it could not be leased, and the control answered. */
  public long fallbacks() {
    return fallbacks;
  }

  /** Whether nothing was asked. */
  public boolean isZero() {
    return requests == 0 && fallbacks == 0;
  }

  /** What was asked since an earlier moment. */
  public ArmSnapshot since(ArmSnapshot earlier) {
    long[] between = latencies.clone();
    for (int i = 0; i < between.length; i++) {
      between[i] -= earlier.latencies[i];
    }
    return new ArmSnapshot(
        requests - earlier.requests,
        rows - earlier.rows,
        failures - earlier.failures,
        fallbacks - earlier.fallbacks,
        between);
  }

  /** The part of the requests that failed; 0 without any. */
  public double errorRate() {
    return requests == 0 ? 0 : (double) failures / requests;
  }

  /**
   * How long 99 of 100 answers took at most, in milliseconds: never more than it was, and at most
   * an eighth less. Empty without any answer.
   */
  public OptionalDouble p99Millis() {
    long all = 0;
    for (long count : latencies) {
      all += count;
    }
    long rank = (long) Math.ceil(all * PART);
    long seen = 0;
    for (int i = 0; i < latencies.length; i++) {
      seen += latencies[i];
      if (all > 0 && seen >= rank) {
        return OptionalDouble.of(LatencyCounts.shortest(i) / NANOS_OF_A_MILLI);
      }
    }
    return OptionalDouble.empty();
  }
}
