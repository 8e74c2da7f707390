package io.sluice.evaluation.sequential;

import java.util.HashMap;
import java.util.Map;

/**
 * The mean of an arm's values, and how sure it is, where several values can come from one unit that
 * was assigned as a whole: a customer with many predictions. Values of a unit resemble each other,
 * so the variance is that of the ratio of the units' sums to their counts by the delta method
 * (Deng, Knoblich, Lu 2018, "Applying the Delta Method in Metric Analytics", section 3): {@code
 * U/(U-1) * sum (y_u - m n_u)^2 / N^2}. With one value a unit it is the usual variance of a mean.
 *
 * <p>Not for use by several threads at once.
 */
public final class UnitMean {
  private final int mostUnits;
  private final Map<Long, double[]> units = new HashMap<>();
  private long values;
  private long unitCount;
  // All sums are of values less the first one: what differs little from each other keeps its
  // digits.
  private double offset;
  private double sum;
  private double squares;
  private double products;
  private double countSquares;

  /**
   * @param mostUnits how many units are told apart, at least 0; the values of any further unit are
   *     each taken as a unit of their own
   */
  public UnitMean(int mostUnits) {
    this.mostUnits = mostUnits;
  }

  /** Adds a value that is a unit of its own. */
  public void add(double value) {
    double shifted = shifted(value);
    change(0, 0, shifted);
    unitCount++;
  }

  /**
   * Adds a value of a unit.
   *
   * @param unit tells units apart: a hash of the key that requests are assigned by
   */
  public void add(long unit, double value) {
    double[] known = units.get(unit);
    if (known == null) {
      add(value);
      if (units.size() < mostUnits) {
        units.put(unit, new double[] {1, value - offset});
      }
      return;
    }
    double shifted = shifted(value);
    change(known[0], known[1], shifted);
    known[0]++;
    known[1] += shifted;
  }

  /** How many values were added. */
  public long values() {
    return values;
  }

  /** How many units they came from. */
  public long units() {
    return unitCount;
  }

  /** The mean of all values; 0 without any. */
  public double mean() {
    return values == 0 ? 0 : offset + sum / values;
  }

  /** The variance of the mean; 0 with fewer than two units. */
  public double variance() {
    if (unitCount < 2) {
      return 0;
    }
    double mean = sum / values;
    double spread = squares - 2 * mean * products + mean * mean * countSquares;
    double correction = (double) unitCount / (unitCount - 1);
    return Math.max(0, correction * spread / ((double) values * values));
  }

  private double shifted(double value) {
    if (values == 0) {
      offset = value;
    }
    values++;
    return value - offset;
  }

  /** A unit of n values that sum to y becomes one of n + 1 that sum to y + value. */
  private void change(double n, double y, double value) {
    sum += value;
    squares += 2 * y * value + value * value;
    products += y + n * value + value;
    countSquares += 2 * n + 1;
  }
}
