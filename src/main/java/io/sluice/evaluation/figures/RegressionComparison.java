package io.sluice.evaluation.figures;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SplittableRandom;

/**
 * Two versions of a regression on the same rows, one row at a time.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class RegressionComparison {
  private final RegressionTally first;
  private final RegressionTally second;

  /** A comparison without rows. */
  public RegressionComparison(TallyOptions options) {
    first = new RegressionTally(options);
    second = new RegressionTally(options);
  }

  /**
   * Counts one row.
   *
   * @throws IllegalArgumentException if a value is not finite; the row is then counted for neither
   */
  public void add(double actual, double ofFirst, double ofSecond) {
    if (!Double.isFinite(ofSecond)) {
      throw new IllegalArgumentException("not finite: " + ofSecond);
    }
    first.add(actual, ofFirst);
    second.add(actual, ofSecond);
  }

  /** The first version's tally. */
  public RegressionTally first() {
    return first;
  }

  /** The second version's tally. */
  public RegressionTally second() {
    return second;
  }

  /** How many rows were counted. */
  public long rows() {
    return first.rows();
  }

  /**
   * The second's figures less the first's, of those defined for both: with intervals by paired
   * {@link Bootstrap}, each draw taking the same rows of both ({@link ValueBootstrap} says how
   * many); of the median error without.
   */
  public Map<Figure, Difference> differences(IntervalOptions options) {
    Map<Figure, Difference> all = new EnumMap<>(Figure.class);
    Figures before = first.figures();
    Figures after = second.figures();
    Map<Figure, double[]> draws = draws(options);
    Bootstrap bootstrap = new Bootstrap(options);
    double shrink = ValueBootstrap.shrink(rows());
    for (Figure figure : Figure.values()) {
      OptionalDouble from = before.value(figure);
      OptionalDouble to = after.value(figure);
      if (from.isPresent() && to.isPresent()) {
        double value = to.getAsDouble() - from.getAsDouble();
        double[] drawn = draws.get(figure);
        all.put(
            figure,
            Difference.of(
                value,
                drawn == null ? Optional.empty() : bootstrap.interval(value, drawn, shrink)));
      }
    }
    return Collections.unmodifiableMap(all);
  }

  /** The comparison as plain maps, lists, texts and numbers, for JSON. */
  public Map<String, Object> tree(IntervalOptions options) {
    return ComparisonTree.of(this, options);
  }

  private Map<Figure, double[]> draws(IntervalOptions options) {
    Map<Figure, double[]> draws = new EnumMap<>(Figure.class);
    ValueStore one = first.values();
    ValueStore other = second.values();
    if (!one.complete() || one.rows() == 0) {
      return draws;
    }
    Bootstrap bootstrap = new Bootstrap(options);
    SplittableRandom random = bootstrap.random();
    int drawn = Math.min(one.rows(), ValueBootstrap.MOST_DRAWN);
    double[][] all =
        bootstrap.draws(
            DrawnValues.FIGURES.size(),
            draw -> {
              DrawnValues before = new DrawnValues(one.actual(0));
              DrawnValues after = new DrawnValues(one.actual(0));
              for (int i = 0; i < drawn; i++) {
                int row = random.nextInt(one.rows());
                before.add(one.actual(row), one.predicted(row));
                after.add(one.actual(row), other.predicted(row));
              }
              return minus(after.figures(), before.figures());
            });
    for (int f = 0; f < all.length; f++) {
      draws.put(DrawnValues.FIGURES.get(f), all[f]);
    }
    return draws;
  }

  private static double[] minus(double[] after, double[] before) {
    for (int f = 0; f < after.length; f++) {
      after[f] -= before[f];
    }
    return after;
  }
}
