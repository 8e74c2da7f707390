package io.sluice.evaluation.figures;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One class against all others: the four counts and what follows from them. Definitions as in
 * Sokolova and Lapalme, Information Processing and Management 45 (2009).
 *
 * @param truePositives rows of the class, predicted as such
 * @param falsePositives rows of other classes, predicted as this one
 * @param falseNegatives rows of the class, predicted as another
 * @param trueNegatives the rest
 */
public record OneVsRest(
    long truePositives, long falsePositives, long falseNegatives, long trueNegatives) {

  /** Rows whose true class is this one. */
  public long support() {
    return truePositives + falseNegatives;
  }

  /** Rows predicted as this class. */
  public long predicted() {
    return truePositives + falsePositives;
  }

  /** TP / (TP + FP). Empty for a class that is never predicted: not 0, which would be a claim. */
  public OptionalDouble precision() {
    return Ratio.of(truePositives, predicted());
  }

  /** TP / (TP + FN), the sensitivity. Empty for a class without rows. */
  public OptionalDouble recall() {
    return Ratio.of(truePositives, support());
  }

  /** TN / (TN + FP). Empty if all rows are of this class. */
  public OptionalDouble specificity() {
    return Ratio.of(trueNegatives, trueNegatives + falsePositives);
  }

  /**
   * 2 TP / (2 TP + FP + FN): the harmonic mean of precision and recall, and 0 where one of the two
   * is 0. So it is defined, as 0, for a class that has rows and is never predicted; empty only for
   * a class that has neither rows nor predictions.
   */
  public OptionalDouble f1() {
    return Ratio.of(2.0 * truePositives, 2.0 * truePositives + falsePositives + falseNegatives);
  }

  /** Wilson's interval of {@link #precision}. */
  public Optional<Interval> precisionInterval(double level) {
    return Wilson.interval(truePositives, predicted(), level);
  }

  /** Wilson's interval of {@link #recall}. */
  public Optional<Interval> recallInterval(double level) {
    return Wilson.interval(truePositives, support(), level);
  }

  /** Wilson's interval of {@link #specificity}. */
  public Optional<Interval> specificityInterval(double level) {
    return Wilson.interval(trueNegatives, trueNegatives + falsePositives, level);
  }
}
