package io.sluice.evaluation.figures;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.IntFunction;

/**
 * Intervals of figures that no formula has one for: rows are drawn with replacement as often as
 * there are rows, the figure is computed anew, and the middle of many such figures is the interval
 * (the percentile method; Efron and Tibshirani, "An Introduction to the Bootstrap", 1993). Seeded:
 * the same rows give the same interval.
 *
 * <p>A draw in which the figure is not defined is left out; with fewer than half of the draws left
 * there is no interval. Nor is there one if all draws give the same, as a model without a fault
 * does: that is no certainty, only nothing to draw from. An interval is widened to hold its
 * estimate, should it lie outside, which few rows can bring about.
 */
final class Bootstrap {
  private final IntervalOptions options;

  Bootstrap(IntervalOptions options) {
    this.options = options;
  }

  /**
   * The figures of every draw: one row a figure.
   *
   * @param figures how many figures a draw gives
   * @param draw gives the figures of one draw, NaN for one that is not defined; called in turn,
   *     each time with the same source of chance
   */
  double[][] draws(int figures, IntFunction<double[]> draw) {
    double[][] all = new double[figures][options.draws()];
    for (int i = 0; i < options.draws(); i++) {
      double[] drawn = draw.apply(i);
      for (int f = 0; f < figures; f++) {
        all[f][i] = drawn[f];
      }
    }
    return all;
  }

  /** A source of chance that is the same each time. */
  SplittableRandom random() {
    return new SplittableRandom(options.seed());
  }

  /**
   * The interval of one figure from its draws.
   *
   * @param shrink the share by which a draw's distance from the estimate exceeds that of a draw of
   *     as many rows as there are; 1 if the draws are as many
   */
  Optional<Interval> interval(double estimate, double[] draws, double shrink) {
    double[] sorted =
        Arrays.stream(draws)
            .filter(Double::isFinite)
            .map(draw -> estimate + (draw - estimate) * shrink)
            .sorted()
            .toArray();
    int count = sorted.length;
    if (count * 2 < draws.length || !(sorted[0] < sorted[count - 1])) {
      return Optional.empty();
    }
    double outside = (1 - options.level()) / 2;
    double lower = Math.min(estimate, Quantiles.sorted(sorted, outside));
    double upper = Math.max(estimate, Quantiles.sorted(sorted, 1 - outside));
    return Optional.of(new Interval(lower, upper, options.level(), Interval.Method.BOOTSTRAP));
  }
}
