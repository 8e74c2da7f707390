package io.sluice.evaluation.figures;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The area under the precision-recall curve, as average precision: each step of recall times the
 * precision at that step, {@code Σ (Rᵢ - Rᵢ₋₁) Pᵢ} over the distinct probabilities, falling. Not
 * the trapezoid rule: between two points precision does not run straight, and the straight line
 * flatters (Davis and Goadrich, ICML 2006). DL4J's {@code calculateAUCPR} uses trapezoids and
 * differs for it.
 */
final class AveragePrecision {
  private AveragePrecision() {}

  /**
   * The average precision, 0 to 1. Empty without rows of the class; 1 if there are no others. Rows
   * of the same probability enter together, so their order means nothing.
   */
  static OptionalDouble of(Ranking ranking) {
    CompensatedSum sum = new CompensatedSum();
    ranking.scan(
        (threshold, truePositives, falsePositives, hits, alarms) -> {
          if (hits > 0) {
            sum.add(hits * ((double) truePositives / (truePositives + falsePositives)));
          }
        });
    return Ratio.of(sum.value(), ranking.positives());
  }

  /**
   * Its interval on the logit scale, with the rows of the class as trials. Source: Boyd, Eng and
   * Page, ECML PKDD 2013. Empty where the figure is, or if it is 0 or 1.
   */
  static Optional<Interval> interval(double area, long positives, double level) {
    if (positives == 0 || !(area > 0 && area < 1)) {
      return Optional.empty();
    }
    double centre = Math.log(area / (1 - area));
    double reach = Normal.z(level) / Math.sqrt(positives * area * (1 - area));
    double lower = Math.min(area, expit(centre - reach));
    double upper = Math.max(area, expit(centre + reach));
    return Optional.of(new Interval(lower, upper, level, Interval.Method.LOGIT));
  }

  private static double expit(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
