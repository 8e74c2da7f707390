package io.sluice.evaluation.figures;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How many rows of each class two versions predicted as what: what the paired bootstrap of figures
 * of predicted classes draws from. Memory: that of the combinations that occur.
 *
 * <p>Not safe for use by several threads at once.
 */
final class JointCells {
  private final Map<Cell, long[]> rows = new LinkedHashMap<>();

  void add(int trueClass, int first, int second) {
    rows.computeIfAbsent(new Cell(trueClass, first, second), cell -> new long[1])[0]++;
  }

  /** Intervals of the second's figures less the first's. */
  Map<Figure, Interval> intervals(int classes, int positive, IntervalOptions options) {
    List<Cell> cells = new ArrayList<>(rows.keySet());
    long[] counts = rows.values().stream().mapToLong(count -> count[0]).toArray();
    Bootstrap bootstrap = new Bootstrap(options);
    Multinomial multinomial = new Multinomial(counts, bootstrap.random());
    long[] drawn = new long[counts.length];
    double[] estimates = differences(classes, positive, cells, counts);
    double[][] draws =
        bootstrap.draws(
            estimates.length,
            draw -> {
              multinomial.draw(drawn);
              return differences(classes, positive, cells, drawn);
            });
    Map<Figure, Interval> intervals = new EnumMap<>(Figure.class);
    for (int f = 0; f < estimates.length; f++) {
      Figure figure = CountFigures.ALL.get(f);
      if (Double.isFinite(estimates[f])) {
        bootstrap
            .interval(estimates[f], draws[f], 1)
            .ifPresent(interval -> intervals.put(figure, interval));
      }
    }
    return intervals;
  }

  private static double[] differences(int classes, int positive, List<Cell> cells, long[] counts) {
    ClassCounts first = new ClassCounts(classes);
    ClassCounts second = new ClassCounts(classes);
    for (int i = 0; i < counts.length; i++) {
      Cell cell = cells.get(i);
      first.add(cell.trueClass, cell.first, counts[i]);
      second.add(cell.trueClass, cell.second, counts[i]);
    }
    double[] before = CountFigures.values(first, positive);
    double[] after = CountFigures.values(second, positive);
    for (int f = 0; f < after.length; f++) {
      after[f] -= before[f];
    }
    return after;
  }

  private record Cell(int trueClass, int first, int second) {}
}
