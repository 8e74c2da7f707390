package io.sluice.evaluation.sequential;

/**
 * One arm against the control.
 *
 * @param arm the arm
 * @param difference its mean less the control's, in the metric's unit
 * @param lower the lower end of the confidence sequence of the difference
 * @param upper its upper end
 * @param pValue always valid; not corrected for other arms, the interval is
 * @param conclusion what follows
 * @param labelsNeeded about how many more labels of all arms it takes to decide, if the arms go on
 *     as they are; 0 if it is decided
 */
public record Comparison(
    String arm,
    double difference,
    double lower,
    double upper,
    double pValue,
    Conclusion conclusion,
    long labelsNeeded) {
  private static final int HALVINGS = 60;

  /**
   * Compares an arm with the control.
   *
   * @param alpha the chance of a wrong call that this one comparison may have
   */
  static Comparison of(VerdictRule rule, ArmSample control, ArmSample arm, double alpha) {
    ArmSample first = rule.proportion() ? control.asProportion() : control;
    ArmSample second = rule.proportion() ? arm.asProportion() : arm;
    double difference = second.mean() - first.mean();
    double variance = first.variance() + second.variance();
    long labels = first.labels() + second.labels();
    long least = Math.min(first.labels(), second.labels());
    if (least < VerdictRule.LEAST_LABELS || !(variance > 0)) {
      double all = Double.POSITIVE_INFINITY;
      long missing = Math.max(1, missing(first) + missing(second));
      return new Comparison(arm.arm(), difference, -all, all, 1, Conclusion.UNDECIDED, missing);
    }
    double tau = rule.minimumEffect();
    double radius = NormalMixture.radius(variance, tau, alpha);
    Conclusion conclusion = conclusion(rule, difference, radius);
    return new Comparison(
        arm.arm(),
        difference,
        difference - radius,
        difference + radius,
        NormalMixture.pValue(difference, variance, tau),
        conclusion,
        conclusion == Conclusion.UNDECIDED
            ? needed(rule, Math.abs(difference), variance, alpha, labels)
            : 0);
  }

  private static long missing(ArmSample sample) {
    return Math.max(0, VerdictRule.LEAST_LABELS - sample.labels());
  }

  private static Conclusion conclusion(VerdictRule rule, double difference, double radius) {
    // What surely differs, but by less than matters, is no reason to change anything.
    if (Math.abs(difference) + radius < rule.minimumEffect()) {
      return Conclusion.NO_DIFFERENCE;
    }
    if (Math.abs(difference) <= radius) {
      return Conclusion.UNDECIDED;
    }
    return difference > 0 == rule.higherIsBetter() ? Conclusion.BETTER : Conclusion.WORSE;
  }

  /** The variance falls as labels grow; at which one do we know, one way or the other? */
  private static long needed(
      VerdictRule rule, double difference, double variance, double alpha, long labels) {
    double reach = Math.max(difference, rule.minimumEffect() - difference);
    double low = 0;
    double high = variance;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (low + high) / 2;
      if (NormalMixture.radius(middle, rule.minimumEffect(), alpha) > reach) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return Math.max(1, Math.round(labels * (variance / high - 1)));
  }
}
