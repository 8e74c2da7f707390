package io.sluice.evaluation.figures;

import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * {@link Bootstrap} of the figures of a regression, row by row. With more than {@link #MOST_DRAWN}
 * rows a draw takes that many and its distance from the estimate is scaled down by the root of the
 * share (the m out of n bootstrap; Bickel, Götze and van Zwet, Statistica Sinica 7, 1997): the
 * figures are smooth functions of means, so their spread falls with the root of the rows, and a
 * million rows take no longer than twenty thousand.
 */
final class ValueBootstrap {

  /** The most rows of one draw. */
  static final int MOST_DRAWN = 20_000;

  private ValueBootstrap() {}

  static Map<Figure, Interval> intervals(RegressionTally tally, IntervalOptions options) {
    ValueStore values = tally.values();
    Map<Figure, Interval> intervals = new EnumMap<>(Figure.class);
    if (!values.complete() || values.rows() == 0) {
      return intervals;
    }
    Bootstrap bootstrap = new Bootstrap(options);
    SplittableRandom random = bootstrap.random();
    int rows = values.rows();
    int drawn = Math.min(rows, MOST_DRAWN);
    double centre = values.actual(0);
    double[][] draws =
        bootstrap.draws(
            DrawnValues.FIGURES.size(),
            draw -> {
              DrawnValues sums = new DrawnValues(centre);
              for (int i = 0; i < drawn; i++) {
                int row = random.nextInt(rows);
                sums.add(values.actual(row), values.predicted(row));
              }
              return sums.figures();
            });
    Figures estimates = tally.figures();
    double shrink = shrink(rows);
    for (int f = 0; f < draws.length; f++) {
      Figure figure = DrawnValues.FIGURES.get(f);
      double[] ofFigure = draws[f];
      estimates
          .value(figure)
          .ifPresent(
              estimate ->
                  bootstrap
                      .interval(estimate, ofFigure, shrink)
                      .ifPresent(interval -> intervals.put(figure, bounded(figure, interval))));
    }
    return intervals;
  }

  /** By how much draws of so many rows are to be pulled towards the estimate; 1 for not at all. */
  static double shrink(long rows) {
    return Math.sqrt(Math.min(1, (double) MOST_DRAWN / rows));
  }

  /** Scaling a skewed draw can carry it past what the figure can be. */
  private static Interval bounded(Figure figure, Interval interval) {
    return figure == Figure.R2
        ? interval.within(-Double.MAX_VALUE, 1)
        : interval.within(0, Double.MAX_VALUE);
  }
}
