package io.sluice.evaluation.sequential;

import java.util.List;
import org.apache.commons.numbers.gamma.LogGamma;

/**
 * Whether the units came to the arms as the weights say. If they did not, the arms differ in more
 * than the version, and no comparison of them means anything.
 *
 * <p>The sequential test of a multinomial hypothesis by Lindon and Malek 2022, "Anytime-Valid
 * Inference for Multinomial Count Data", section 2: the Bayes factor of a Dirichlet mixture around
 * the weights against the weights themselves. Its reciprocal is a p-value that holds at all times
 * together.
 */
public final class SampleRatio {
  /** Below it an assignment counts as skewed. */
  public static final double SIGNIFICANCE = 0.001;

  // How close to the weights a skew is expected: the standard deviation of a share of 1/2 is 1.6 %.
  private static final double CONCENTRATION = 1000;

  private SampleRatio() {}

  /**
   * The p-value of "as the weights say".
   *
   * @param counts units that came to each arm
   * @param weights of the arms, above 0, of any scale
   */
  public static double pValue(List<Long> counts, List<Double> weights) {
    double whole = weights.stream().mapToDouble(Double::doubleValue).sum();
    double total = 0;
    double log = LogGamma.value(CONCENTRATION);
    for (int i = 0; i < counts.size(); i++) {
      double share = weights.get(i) / whole;
      double prior = CONCENTRATION * share;
      double count = counts.get(i);
      total += count;
      log += LogGamma.value(prior + count) - LogGamma.value(prior) - count * Math.log(share);
    }
    log -= LogGamma.value(CONCENTRATION + total);
    return Math.min(1, Math.exp(-log));
  }
}
