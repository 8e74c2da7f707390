package io.sluice.evaluation.figures;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The interval of an area under a ROC curve, from how each row of one kind is placed among those of
 * the other. Source: DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988), by ranks as Sun and
 * Xu, IEEE Signal Processing Letters 21 (2014).
 */
final class DeLong {
  private DeLong() {}

  /** The variance of the area; empty unless there are two rows of the class and two of others. */
  static OptionalDouble variance(Ranking ranking) {
    long m = ranking.positives();
    long n = ranking.negatives();
    if (m < 2 || n < 2) {
      return OptionalDouble.empty();
    }
    double area = ranking.rocAuc().orElseThrow();
    CompensatedSum ofPositives = new CompensatedSum();
    CompensatedSum ofNegatives = new CompensatedSum();
    ranking.scan(
        (threshold, truePositives, falsePositives, hits, alarms) -> {
          double below = n - falsePositives + alarms / 2.0;
          double above = truePositives - hits / 2.0;
          double positive = below / n - area;
          double negative = above / m - area;
          ofPositives.add(hits * positive * positive);
          ofNegatives.add(alarms * negative * negative);
        });
    return Ratio.finite(ofPositives.value() / (m - 1) / m + ofNegatives.value() / (n - 1) / n);
  }

  /**
   * The area and {@code z} standard errors to each side, cut to 0 and 1. Empty without a variance,
   * and if the variance is 0 as it is when the class is told perfectly: no width then means that
   * the method has nothing to say, not that the figure is certain.
   */
  static Optional<Interval> interval(Ranking ranking, double level) {
    double variance = variance(ranking).orElse(0);
    if (variance <= 0) {
      return Optional.empty();
    }
    double area = ranking.rocAuc().orElseThrow();
    double reach = Normal.z(level) * Math.sqrt(variance);
    return Optional.of(
        new Interval(area - reach, area + reach, level, Interval.Method.DELONG).within(0, 1));
  }
}
