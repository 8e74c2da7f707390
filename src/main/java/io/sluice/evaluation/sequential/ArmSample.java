package io.sluice.evaluation.sequential;

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
