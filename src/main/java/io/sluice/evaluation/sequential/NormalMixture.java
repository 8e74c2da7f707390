package io.sluice.evaluation.sequential;

/**
 * The mixture sequential probability ratio test of a mean, and the confidence sequence that belongs
 * to it. Both hold at all times together: the chance that the test ever rejects a true hypothesis,
 * or that the sequence ever leaves the true value out, is at most alpha, however often and whenever
 * somebody looks.
 *
 * <p>Robbins 1970, "Statistical methods related to the law of the iterated logarithm"; Johari,
 * Koomen, Pekelis, Walsh 2022, "Always Valid Inference: Continuous Monitoring of A/B Tests",
 * section 5. With the estimate's variance V and the mixture N(0, tau^2) over the true difference,
 * the likelihood ratio against a difference of 0 is {@code sqrt(V / (V + tau^2)) * exp(tau^2 d^2 /
 * (2 V (V + tau^2)))}. It is exact for normal values of known variance, and holds for others in the
 * limit of many (Waudby-Smith, Arbour, Sinha, Kennedy, Ramdas 2024, "Time-uniform central limit
 * theory and asymptotic confidence sequences").
 */
final class NormalMixture {
  private NormalMixture() {}

  /**
   * The p-value of a difference of 0; below 0.05 at any time ever with a chance of at most 0.05 if
   * there is none.
   *
   * @param difference as estimated
   * @param variance of the estimate, above 0
   * @param tau the size of differences that the test is to be best at, above 0
   */
  static double pValue(double difference, double variance, double tau) {
    double mixed = variance + tau * tau;
    double log =
        0.5 * Math.log(variance / mixed)
            + tau * tau * difference * difference / (2 * variance * mixed);
    return Math.min(1, Math.exp(-log));
  }

  /**
   * How far to both sides of the estimate the confidence sequence reaches: just to those values
   * that the test does not reject. It falls as the variance does.
   */
  static double radius(double variance, double tau, double alpha) {
    double mixed = variance + tau * tau;
    double log = Math.log(1 / alpha) + 0.5 * Math.log(mixed / variance);
    return Math.sqrt(2 * variance * mixed / (tau * tau) * log);
  }
}
