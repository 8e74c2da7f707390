package io.sluice.evaluation.figures;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * Two versions of a classifier on the same rows, one row at a time. Rows that are hard are hard for
 * both, so a difference shows with far fewer rows than by comparing two intervals.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class ClassificationComparison {
  private final ClassificationTally first;
  private final ClassificationTally second;
  private final JointCells cells = new JointCells();
  private final MeanTally logLoss = new MeanTally();
  private final MeanTally brier = new MeanTally();
  private long onlyFirst;
  private long onlySecond;

  /**
   * A comparison without rows.
   *
   * @throws IllegalArgumentException as {@link ClassificationTally}'s
   */
  public ClassificationComparison(
      List<String> labels, @Nullable String positive, TallyOptions options) {
    first = new ClassificationTally(labels, positive, options);
    second = new ClassificationTally(labels, positive, options);
  }

  /**
   * Counts one row.
   *
   * @param trueClass the position of the true class among the labels
   * @param ofFirst the first version's probabilities, one a label
   * @param ofSecond the second version's
   * @throws IllegalArgumentException as {@link ClassificationTally#add}; the row is then counted
   *     for neither
   */
  public void add(int trueClass, float[] ofFirst, float[] ofSecond) {
    second.check(trueClass, ofSecond);
    int one = first.addRow(trueClass, ofFirst);
    int other = second.addRow(trueClass, ofSecond);
    cells.add(trueClass, one, other);
    if (one == trueClass && other != trueClass) {
      onlyFirst++;
    } else if (one != trueClass && other == trueClass) {
      onlySecond++;
    }
    logLoss.add(
        ProbabilityLosses.logLoss(trueClass, ofSecond)
            - ProbabilityLosses.logLoss(trueClass, ofFirst));
    brier.add(
        ProbabilityLosses.brier(trueClass, ofSecond) - ProbabilityLosses.brier(trueClass, ofFirst));
  }

  /** The first version's tally. */
  public ClassificationTally first() {
    return first;
  }

  /** The second version's tally. */
  public ClassificationTally second() {
    return second;
  }

  /** Whether the versions differ in accuracy. */
  public McNemar mcNemar() {
    return McNemar.of(onlyFirst, onlySecond);
  }

  /**
   * The second's figures less the first's, of those defined for both: of predicted classes by
   * paired {@link Bootstrap}, of log loss and Brier score by the central limit theorem, of the
   * positive class's area under the ROC curve by {@link PairedDeLong}; of the others without
   * interval.
   */
  public Map<Figure, Difference> differences(IntervalOptions options) {
    Map<Figure, Difference> all = new EnumMap<>(Figure.class);
    Figures before = first.figures();
    Figures after = second.figures();
    Map<Figure, Interval> drawn =
        cells.intervals(first.labels().size(), first.positiveIndex(), options);
    for (Figure figure : Figure.values()) {
      OptionalDouble from = before.value(figure);
      OptionalDouble to = after.value(figure);
      if (from.isPresent() && to.isPresent()) {
        double value = to.getAsDouble() - from.getAsDouble();
        all.put(figure, Difference.of(value, Optional.ofNullable(drawn.get(figure))));
      }
    }
    if (rows() > 0) {
      all.put(Figure.LOG_LOSS, Difference.ofMean(logLoss, options.level()));
      all.put(Figure.BRIER, Difference.ofMean(brier, options.level()));
    }
    int positive = first.positiveIndex();
    if (positive >= 0 && first.ranked() && second.ranked()) {
      PairedDeLong.of(
              first.scores().of(positive),
              second.scores().of(positive),
              first.scores().isOf(positive),
              options.level())
          .ifPresent(difference -> all.put(Figure.ROC_AUC, difference));
    }
    return Collections.unmodifiableMap(all);
  }

  /** How many rows were counted. */
  public long rows() {
    return first.rows();
  }

  /** The comparison as plain maps, lists, texts and numbers, for JSON. */
  public Map<String, Object> tree(IntervalOptions options) {
    return ComparisonTree.of(this, options);
  }
}
