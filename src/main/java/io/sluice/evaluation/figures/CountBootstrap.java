package io.sluice.evaluation.figures;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** {@link Bootstrap} of the figures of predicted classes, over the cells of a confusion matrix. */
final class CountBootstrap {
  private CountBootstrap() {}

  static Map<Figure, Interval> intervals(
      ConfusionMatrix matrix, int positive, IntervalOptions options) {
    List<Cell> cells = cells(matrix);
    Bootstrap bootstrap = new Bootstrap(options);
    Multinomial rows =
        new Multinomial(cells.stream().mapToLong(Cell::rows).toArray(), bootstrap.random());
    long[] drawn = new long[cells.size()];
    double[][] draws =
        bootstrap.draws(
            CountFigures.ALL.size(),
            draw -> {
              rows.draw(drawn);
              return CountFigures.values(counts(matrix.classes(), cells, drawn), positive);
            });
    Map<Figure, Interval> intervals = new EnumMap<>(Figure.class);
    double[] estimates = CountFigures.values(matrix.counts(), positive);
    for (int f = 0; f < draws.length; f++) {
      Figure figure = CountFigures.ALL.get(f);
      if (Double.isFinite(estimates[f])) {
        bootstrap
            .interval(estimates[f], draws[f], 1)
            .ifPresent(interval -> intervals.put(figure, interval));
      }
    }
    return intervals;
  }

  private static ClassCounts counts(int classes, List<Cell> cells, long[] drawn) {
    ClassCounts counts = new ClassCounts(classes);
    for (int i = 0; i < drawn.length; i++) {
      counts.add(cells.get(i).trueClass, cells.get(i).predictedClass, drawn[i]);
    }
    return counts;
  }

  private static List<Cell> cells(ConfusionMatrix matrix) {
    List<Cell> cells = new ArrayList<>();
    for (int truth = 0; truth < matrix.classes(); truth++) {
      for (int predicted = 0; predicted < matrix.classes(); predicted++) {
        if (matrix.count(truth, predicted) > 0) {
          cells.add(new Cell(truth, predicted, matrix.count(truth, predicted)));
        }
      }
    }
    return cells;
  }

  private record Cell(int trueClass, int predictedClass, long rows) {}
}
