package io.sluice.evaluation.figures;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * The difference of two areas under ROC curves of the same rows, which go up and down together.
 * Source: DeLong, DeLong and Clarke-Pearson, Biometrics 44 (1988).
 */
final class PairedDeLong {
  private PairedDeLong() {}

  /**
   * The second area less the first. Empty unless there are rows of the class and of others; without
   * interval unless there are two of each, and if the variance of the difference is 0, as it is of
   * versions that rank alike.
   */
  static Optional<Difference> of(float[] first, float[] second, boolean[] positive, double level) {
    Placements one = new Placements(first, positive);
    Placements other = new Placements(second, positive);
    long m = one.positives();
    long n = one.rows() - m;
    if (m == 0 || n == 0) {
      return Optional.empty();
    }
    MeanTally positives = new MeanTally();
    MeanTally negatives = new MeanTally();
    for (int row = 0; row < one.rows(); row++) {
      // The variance of a difference: that of both less twice what they share.
      (positive[row] ? positives : negatives).add(other.of(row) - one.of(row));
    }
    double difference = positives.mean().orElseThrow();
    double variance = positives.meanVariance() + negatives.meanVariance();
    // With one row of a kind it is not a number.
    if (!(variance > 0)) {
      return Optional.of(Difference.of(difference, Optional.empty()));
    }
    double error = Math.sqrt(variance);
    double reach = Normal.z(level) * error;
    Interval interval =
        new Interval(difference - reach, difference + reach, level, Interval.Method.DELONG);
    return Optional.of(
        new Difference(
            difference,
            Optional.of(interval.within(-1, 1)),
            OptionalDouble.of(Normal.twoSided(difference / error))));
  }
}
