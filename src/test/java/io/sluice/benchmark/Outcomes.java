package io.sluice.benchmark;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntPredicate;

/**
 * What became of every request of a load, without loss: percentiles are exact, by nearest rank. Not
 * for several threads.
 */
final class Outcomes {
  /** Not sent: no connection became free in time. */
  static final int UNSENT = -1;

  /** The connection failed. */
  static final int BROKEN = -2;

  /** Sent, and not answered until the end. */
  static final int UNANSWERED = -3;

  private long[] intended = new long[1024];
  private long[] waited = new long[1024];
  private long[] latency = new long[1024];
  private int[] status = new int[1024];
  private int size;
  private Duration cpu = Duration.ZERO;
  private final Map<String, Long> failures = new TreeMap<>();

  /**
   * Adds one request.
   *
   * @param intendedAt when it should have been sent, in ns since the load began
   * @param waiting from then until it was sent, in ns
   * @param nanos from when it should have been sent to the end of its answer
   * @param code the status of the answer, or one of the constants
   */
  void add(long intendedAt, long waiting, long nanos, int code) {
    if (size == status.length) {
      intended = Arrays.copyOf(intended, size * 2);
      waited = Arrays.copyOf(waited, size * 2);
      latency = Arrays.copyOf(latency, size * 2);
      status = Arrays.copyOf(status, size * 2);
    }
    intended[size] = intendedAt;
    waited[size] = waiting;
    latency[size] = nanos;
    status[size++] = code;
  }

  /** Counts the words that a connection failed with. */
  void failed(String words) {
    failures.merge(words, 1L, Long::sum);
  }

  /** What connections failed with, and how often. */
  Map<String, Long> failures() {
    return Map.copyOf(failures);
  }

  /** Keeps what processor time the load itself took. */
  void cpu(Duration taken) {
    cpu = taken;
  }

  /** The processor time that the load itself took. */
  Duration cpu() {
    return cpu;
  }

  /** Requests of all statuses. */
  int size() {
    return size;
  }

  /** Requests of some statuses. */
  long count(IntPredicate codes) {
    return Arrays.stream(status, 0, size).filter(codes).count();
  }

  /** How many there are of each status. */
  Map<Integer, Long> counts() {
    Map<Integer, Long> counts = new TreeMap<>();
    for (int i = 0; i < size; i++) {
      counts.merge(status[i], 1L, Long::sum);
    }
    return counts;
  }

  /**
   * A percentile of the latency in ms, from when a request was due.
   *
   * @param codes of which requests
   * @param share such as 0.99
   * @return 0 if there are none
   */
  double millis(IntPredicate codes, double share) {
    return percentile(codes, share, false);
  }

  /**
   * A percentile of the latency in ms, from when a request was sent.
   *
   * @param codes of which requests
   * @param share such as 0.99
   * @return 0 if there are none
   */
  double millisFromSent(IntPredicate codes, double share) {
    return percentile(codes, share, true);
  }

  private double percentile(IntPredicate codes, double share, boolean fromSent) {
    long[] chosen = new long[size];
    int count = 0;
    for (int i = 0; i < size; i++) {
      if (codes.test(status[i])) {
        chosen[count++] = latency[i] - (fromSent ? waited[i] : 0);
      }
    }
    if (count == 0) {
      return 0;
    }
    Arrays.sort(chosen, 0, count);
    int rank = (int) Math.ceil(share * count);
    return chosen[Math.max(0, rank - 1)] / 1e6;
  }

  /**
   * From when on all was well again, in ms since the load began: the intended time of the first
   * request after the last one that was refused, failed, or took longer than the limit; negative if
   * the last request still was not well.
   */
  double wellAfterMillis(double limitMillis) {
    long lastIll = -1;
    for (int i = 0; i < size; i++) {
      if (status[i] != 200 || latency[i] > limitMillis * 1e6) {
        lastIll = Math.max(lastIll, intended[i]);
      }
    }
    if (lastIll < 0) {
      return 0;
    }
    long next = Long.MAX_VALUE;
    for (int i = 0; i < size; i++) {
      if (intended[i] > lastIll) {
        next = Math.min(next, intended[i]);
      }
    }
    return next == Long.MAX_VALUE ? -1 : next / 1e6;
  }
}
