package io.sluice.evaluation.figures;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Mean and variance of numbers seen one at a time, in constant memory. Sources: Welford,
 * Technometrics 4 (1962), for one more number; Chan, Golub and LeVeque, The American Statistician
 * 37 (1983), for putting two tallies together.
 *
 * <p>Not safe for use by several threads at once.
 */
final class MeanTally {
  private final CompensatedSum sum = new CompensatedSum();
  private long count;
  private double mean;
  private double squares;

  void add(double value) {
    sum.add(value);
    count++;
    double before = value - mean;
    mean += before / count;
    squares += before * (value - mean);
  }

  void merge(MeanTally other) {
    if (other.count == 0) {
      return;
    }
    long total = count + other.count;
    double gap = other.mean - mean;
    squares += other.squares + gap * gap * ((double) count * other.count / total);
    mean += gap * other.count / total;
    count = total;
    sum.merge(other.sum);
  }

  long count() {
    return count;
  }

  /** The arithmetic mean; empty without numbers. */
  OptionalDouble mean() {
    return Ratio.of(sum.value(), count);
  }

  /** The sum of squared deviations from the mean; nought without numbers. */
  double squaredDeviations() {
    return squares;
  }

  /** The squared standard error of the mean; not a number with fewer than two numbers. */
  double meanVariance() {
    return count < 2 ? Double.NaN : squares / (count - 1) / count;
  }

  /**
   * The interval of the mean by the central limit theorem: mean and {@code z} standard errors to
   * each side. Empty with fewer than two numbers, or if all are the same.
   */
  Optional<Interval> interval(double level) {
    double variance = meanVariance();
    if (!(variance > 0)) {
      return Optional.empty();
    }
    double error = Normal.z(level) * Math.sqrt(variance);
    double centre = mean().orElseThrow();
    return Optional.of(new Interval(centre - error, centre + error, level, Interval.Method.NORMAL));
  }
}
