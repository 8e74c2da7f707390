package io.sluice.runtime.batch;

import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How long a batch takes, as measured: a fixed time and a time for each row, by <a
 * href="https://en.wikipedia.org/wiki/Simple_linear_regression">linear regression</a> over batches
 * that count less the older they are. While all batches have the same rows nobody can tell the two
 * apart: then what is known of the time for a row stays, at first none.
 */
final class CostModel {
  /** What a batch still counts once another came; half after 14 more. */
  private static final double MEMORY = 0.95;

  /** A batch that takes longer than this many times what was expected was disturbed. */
  private static final double DISTURBED = 4;

  /** One that takes less than this share tells that the ones before were. */
  private static final double RECOVERED = 0.125;

  private static final double RECOVERY_MEMORY = 0.5;
  private static final double LEAST_VARIANCE = 1e-3;

  private final AtomicBoolean learning = new AtomicBoolean();
  private double weight;
  private double meanRows;
  private double meanNanos;
  private double variance;
  private double covariance;
  private volatile double fixed;
  private volatile double perRow;

  /** Learns from one batch. One that ends while another thread learns is passed over. */
  void observe(int rows, long nanos) {
    if (!learning.compareAndSet(false, true)) {
      return;
    }
    try {
      learn(rows, (double) nanos);
    } finally {
      learning.set(false);
    }
  }

  private void learn(int rows, double measured) {
    double expected = weight == 0 ? measured : nanos(rows);
    double nanos = Math.min(measured, DISTURBED * Math.max(expected, 1));
    double memory = nanos < RECOVERED * expected ? RECOVERY_MEMORY : MEMORY;
    // The weighted incremental form of West (1979): no sums of squares that lose their digits.
    double before = memory * weight;
    weight = before + 1;
    double rowsOff = rows - meanRows;
    double nanosOff = nanos - meanNanos;
    double share = before / weight;
    meanRows += rowsOff / weight;
    meanNanos += nanosOff / weight;
    variance = (before * variance + share * rowsOff * rowsOff) / weight;
    covariance = (before * covariance + share * rowsOff * nanosOff) / weight;
    double slope =
        variance > LEAST_VARIANCE * meanRows * meanRows
            ? Math.max(0, covariance / variance)
            : perRow;
    perRow = Math.min(slope, meanNanos / meanRows);
    fixed = Math.max(0, meanNanos - perRow * meanRows);
  }

  /** The time of a batch whatever its rows, in nanoseconds. */
  double fixed() {
    return fixed;
  }

  /** The time for each row, in nanoseconds. */
  double perRow() {
    return perRow;
  }

  /** The time that a batch of so many rows takes, in nanoseconds; 0 while nothing is known. */
  double nanos(long rows) {
    return fixed + perRow * rows;
  }
}
