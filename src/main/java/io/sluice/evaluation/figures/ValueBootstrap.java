package io.sluice.evaluation.figures;

import java.util.EnumMap;
import java.util.List;
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

  private static final List<Figure> FIGURES =
      List.of(Figure.MAE, Figure.MSE, Figure.RMSE, Figure.R2, Figure.MAPE);

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
            FIGURES.size(),
            draw -> {
              Drawn sums = new Drawn(centre);
              for (int i = 0; i < drawn; i++) {
                int row = random.nextInt(rows);
                sums.add(values.actual(row), values.predicted(row));
              }
              return sums.figures();
            });
    Figures estimates = tally.figures();
    double shrink = Math.sqrt((double) drawn / rows);
    for (int f = 0; f < draws.length; f++) {
      Figure figure = FIGURES.get(f);
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

  /** Scaling a skewed draw can carry it past what the figure can be. */
  private static Interval bounded(Figure figure, Interval interval) {
    return figure == Figure.R2
        ? interval.within(-Double.MAX_VALUE, 1)
        : interval.within(0, Double.MAX_VALUE);
  }

  /** Sums of one draw. Plain sums do here: the spread of draws is far above their rounding. */
  private static final class Drawn {
    private final double centre;
    private long rows;
    private long relativeRows;
    private double absolute;
    private double squared;
    private double relative;
    private double sum;
    private double sumOfSquares;

    /** Sums of values less one of them, so that a large common part does not drown their spread. */
    Drawn(double centre) {
      this.centre = centre;
    }

    void add(double actual, double predicted) {
      double error = Math.abs(predicted - actual);
      rows++;
      absolute += error;
      squared += error * error;
      if (actual != 0) {
        relative += error / Math.abs(actual);
        relativeRows++;
      }
      double shifted = actual - centre;
      sum += shifted;
      sumOfSquares += shifted * shifted;
    }

    double[] figures() {
      double mse = squared / rows;
      double spread = sumOfSquares - sum * sum / rows;
      return new double[] {
        absolute / rows,
        mse,
        Math.sqrt(mse),
        spread > 0 ? 1 - squared / spread : Double.NaN,
        relativeRows > 0 ? relative / relativeRows : Double.NaN
      };
    }
  }
}
