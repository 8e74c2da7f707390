package io.sluice.evaluation.figures;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What probabilities cost: figures of probabilities themselves, not of the class they choose. In
 * constant memory.
 *
 * <p>Not safe for use by several threads at once.
 */
final class ProbabilityLosses {

  /** No loss of a row exceeds 34.5: a probability of 0 for the true class would cost infinity. */
  static final double LEAST = 1e-15;

  private final MeanTally logLoss = new MeanTally();
  private final MeanTally brier = new MeanTally();

  void add(int trueClass, float[] probabilities) {
    logLoss.add(logLoss(trueClass, probabilities));
    brier.add(brier(trueClass, probabilities));
  }

  void merge(ProbabilityLosses other) {
    logLoss.merge(other.logLoss);
    brier.merge(other.brier);
  }

  /**
   * The loss of one row: {@code -ln p} of its true class, p no less than {@link #LEAST}. The
   * probabilities are taken as they are, not scaled to a sum of 1.
   */
  static double logLoss(int trueClass, float[] probabilities) {
    return -Math.log(Math.max(probabilities[trueClass], LEAST));
  }

  /**
   * The squared distance of one row's probabilities from the truth. Of two classes, the square of
   * the second one's alone, as is usual (0 to 1); of more, Brier's own sum over the classes (0 to
   * 2). Source: Brier, Monthly Weather Review 78 (1950).
   */
  static double brier(int trueClass, float[] probabilities) {
    int first = probabilities.length == 2 ? 1 : 0;
    double sum = 0;
    for (int c = first; c < probabilities.length; c++) {
      double gap = probabilities[c] - (c == trueClass ? 1.0 : 0.0);
      sum += gap * gap;
    }
    return sum;
  }

  /** The mean loss, in nats. Empty without rows. */
  OptionalDouble logLoss() {
    return logLoss.mean();
  }

  /** The mean Brier score. Empty without rows. */
  OptionalDouble brier() {
    return brier.mean();
  }

  Optional<Interval> logLossInterval(double level) {
    return logLoss.interval(level).map(i -> i.within(0, Double.MAX_VALUE));
  }

  Optional<Interval> brierInterval(double level) {
    return brier.interval(level).map(i -> i.within(0, 2));
  }
}
