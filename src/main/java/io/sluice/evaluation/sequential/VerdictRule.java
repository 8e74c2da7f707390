package io.sluice.evaluation.sequential;

/**
 * What an experiment is to find out.
 *
 * @param metric its name, for people
 * @param proportion whether the metric is the mean of zeros and ones
 * @param higherIsBetter whether more of the metric is better
 * @param minimumEffect the smallest difference that matters, in the metric's unit, above 0
 * @param significance the chance to call a difference that is none, over the whole experiment,
 *     above 0 and below 1
 */
public record VerdictRule(
    String metric,
    boolean proportion,
    boolean higherIsBetter,
    double minimumEffect,
    double significance) {
  /** Labels of each arm below which its mean is not yet nearly normal, and nothing is said. */
  public static final long LEAST_LABELS = 100;

  /**
   * @throws IllegalArgumentException if a number is out of range
   */
  public VerdictRule {
    if (!(minimumEffect > 0) || !Double.isFinite(minimumEffect)) {
      throw new IllegalArgumentException("minimumEffect must be above 0");
    }
    if (!(significance > 0 && significance < 1)) {
      throw new IllegalArgumentException("significance must be between 0 and 1");
    }
  }
}
