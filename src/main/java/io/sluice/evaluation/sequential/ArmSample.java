package io.sluice.evaluation.sequential;

import java.util.OptionalDouble;

/**
 * What is known of one arm.
 *
 * @param arm its name
 * @param labels how many outcomes are known
 * @param mean of the metric over them
 * @param variance of that mean
 */
public record ArmSample(String arm, long labels, double mean, double variance) {
  private static final double SUCCESSES = 2;
  private static final double TRIALS = 4;

  public ArmSample {
    if (labels < 0 || !Double.isFinite(mean) || !(variance >= 0)) {
      throw new IllegalArgumentException("not a sample: " + labels + ", " + mean + ", " + variance);
    }
  }

  /** The sample that was collected. */
  public static ArmSample of(String arm, UnitMean mean) {
    return new ArmSample(arm, mean.values(), mean.mean(), mean.variance());
  }

  /**
   * How far to both sides of its mean the arm's confidence sequence reaches, at the rule's
   * significance; empty while so little is known that nothing is said.
   */
  public OptionalDouble radius(VerdictRule rule) {
    ArmSample sample = rule.proportion() ? asProportion() : this;
    return labels < VerdictRule.LEAST_LABELS || !(sample.variance > 0)
        ? OptionalDouble.empty()
        : OptionalDouble.of(
            NormalMixture.radius(sample.variance, rule.minimumEffect(), rule.significance()));
  }

  /**
   * The same sample of a proportion, whose variance is never below that with two successes and two
   * failures more (Agresti and Coull 1998): an arm that was right a hundred times in a row is not
   * known to be right always.
   */
  ArmSample asProportion() {
    double trials = labels + TRIALS;
    double p = (mean * labels + SUCCESSES) / trials;
    return new ArmSample(arm, labels, mean, Math.max(variance, p * (1 - p) / trials));
  }
}
