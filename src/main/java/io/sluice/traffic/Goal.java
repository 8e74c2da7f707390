package io.sluice.traffic;

/**
 * What an experiment is to find out.
 *
 * @param metric what the arms are compared by
 * @param minimumEffect the smallest difference that matters, in the metric's unit, above 0
 * @param significance the chance to call a difference that is none, 0.001 to 0.2
 */
public record Goal(GoalMetric metric, double minimumEffect, double significance) {
  static final double LEAST_SIGNIFICANCE = 0.001;
  static final double MOST_SIGNIFICANCE = 0.2;

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public Goal {
    if (!(minimumEffect > 0) || !Double.isFinite(minimumEffect)) {
      throw new IllegalArgumentException("minimumEffect must be above 0");
    }
    if (!(significance >= LEAST_SIGNIFICANCE && significance <= MOST_SIGNIFICANCE)) {
      throw new IllegalArgumentException("significance must be from 0.001 to 0.2");
    }
  }
}
