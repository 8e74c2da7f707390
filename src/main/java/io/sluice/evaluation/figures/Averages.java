package io.sluice.evaluation.figures;

import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntToLongFunction;

/**
 * One number from the figures of several classes.
 *
 * <p>A class whose figure is not defined is left out of the mean (as scikit-learn does with {@code
 * zero_division=nan}, and DL4J): a class that nobody predicted has no precision. It is not forgiven
 * by that: its recall and its F1 are 0, and count.
 */
public final class Averages {
  private Averages() {}

  /** The plain mean over the classes for which the figure is defined; empty if it is for none. */
  public static OptionalDouble macro(
      ClassCounts counts, Function<OneVsRest, OptionalDouble> figure) {
    return macro(counts.classes(), counts.each(figure));
  }

  /**
   * The mean weighted by rows of each class, over the classes for which the figure is defined;
   * empty if it is for none that has rows. The weighted recall is the accuracy.
   */
  public static OptionalDouble weighted(
      ClassCounts counts, Function<OneVsRest, OptionalDouble> figure) {
    return weighted(counts.classes(), counts.each(figure), c -> counts.oneVsRest(c).support());
  }

  /**
   * The figure of the four counts summed over all classes. With one label a row, micro precision,
   * recall and F1 are all the accuracy; micro specificity is not.
   */
  public static OptionalDouble micro(
      ClassCounts counts, Function<OneVsRest, OptionalDouble> figure) {
    return figure.apply(counts.pooled());
  }

  static OptionalDouble macro(int classes, IntFunction<OptionalDouble> figure) {
    MeanTally mean = new MeanTally();
    for (int c = 0; c < classes; c++) {
      figure.apply(c).ifPresent(mean::add);
    }
    return mean.mean();
  }

  static OptionalDouble weighted(
      int classes, IntFunction<OptionalDouble> figure, IntToLongFunction support) {
    double sum = 0;
    double weights = 0;
    for (int c = 0; c < classes; c++) {
      OptionalDouble value = figure.apply(c);
      if (value.isPresent()) {
        double weight = support.applyAsLong(c);
        sum += weight * value.getAsDouble();
        weights += weight;
      }
    }
    return Ratio.of(sum, weights);
  }
}
