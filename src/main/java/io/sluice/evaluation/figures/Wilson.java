package io.sluice.evaluation.figures;

import java.util.Optional;

/**
 * The interval of a proportion: the score interval without continuity correction, which keeps its
 * coverage near 0 and 1 and with few rows, where the one by the central limit theorem shrinks to a
 * point. Source: Wilson, JASA 22 (1927); recommended by Brown, Cai and DasGupta, Statistical
 * Science 16 (2001).
 *
 * <pre>(p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n)</pre>
 */
public final class Wilson {
  private Wilson() {}

  /**
   * The interval of the share of successes; empty if there were no trials.
   *
   * @param successes 0 to {@code trials}
   * @param level such as 0.95
   * @throws IllegalArgumentException if the counts or the level make no sense
   */
  public static Optional<Interval> interval(long successes, long trials, double level) {
    if (successes < 0 || successes > trials) {
      throw new IllegalArgumentException(successes + " of " + trials);
    }
    double z = Normal.z(level);
    if (trials == 0) {
      return Optional.empty();
    }
    double n = trials;
    double p = successes / n;
    double centre = p + z * z / (2 * n);
    double reach = z * Math.sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    double scale = 1 + z * z / n;
    // At both ends the formula is exact in the reals; rounding must not push it past the estimate.
    double lower = successes == 0 ? 0 : Math.min(p, (centre - reach) / scale);
    double upper = successes == trials ? 1 : Math.max(p, (centre + reach) / scale);
    return Optional.of(new Interval(lower, upper, level, Interval.Method.WILSON));
  }
}
