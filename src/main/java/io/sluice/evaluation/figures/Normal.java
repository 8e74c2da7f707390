package io.sluice.evaluation.figures;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The standard normal distribution. */
final class Normal {
  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

  private Normal() {}

  /** Standard errors to each side of the middle that hold a share: 1.96 for 0.95. */
  static double z(double level) {
    return STANDARD.inverseSurvivalProbability((1 - Interval.checkedLevel(level)) / 2);
  }

  /** The probability of a value at least as far from nought, on either side. */
  static double twoSided(double z) {
    return Math.min(1, 2 * STANDARD.survivalProbability(Math.abs(z)));
  }
}
