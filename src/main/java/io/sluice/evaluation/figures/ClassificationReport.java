package io.sluice.evaluation.figures;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** All there is to say of a classifier's rows, as they were when this was made. */
public final class ClassificationReport {

  /** With more classes there are curves of all of them pooled only. */
  static final int MOST_CURVES = 20;

  private static final int MOST_RANKS = 10;

  private final long rows;
  private final @Nullable String positive;
  private final Figures figures;
  private final Map<Figure, Interval> intervals;
  private final double level;
  private final ConfusionMatrix matrix;
  private final List<ClassReport> classes;
  private final @Nullable ClassRanking pooled;
  private final List<Double> topK;
  private final List<Calibration.Bin> calibration;

  ClassificationReport(ClassificationTally tally, IntervalOptions options) {
    ClassRankings rankings = ClassRankings.of(tally.scores(), options.level(), MOST_CURVES);
    ClassificationFigures all = new ClassificationFigures(tally, rankings);
    rows = tally.rows();
    positive = tally.positive();
    figures = all.figures();
    intervals = Collections.unmodifiableMap(all.intervals(options));
    level = options.level();
    matrix = new ConfusionMatrix(tally.labels().size());
    matrix.merge(tally.matrix());
    classes = classes(tally, rankings);
    pooled = rankings.pooled();
    topK =
        rows == 0
            ? List.of()
            : IntStream.rangeClosed(1, Math.min(MOST_RANKS, tally.labels().size()))
                .mapToObj(k -> tally.topK().accuracy(k).orElseThrow())
                .toList();
    calibration = tally.calibration().bins();
  }

  private static List<ClassReport> classes(ClassificationTally tally, ClassRankings rankings) {
    List<ClassReport> classes = new ArrayList<>();
    for (int c = 0; c < tally.labels().size(); c++) {
      classes.add(
          new ClassReport(
              tally.labels().get(c),
              tally.matrix().counts().oneVsRest(c),
              rankings.classes().isEmpty()
                  ? Optional.empty()
                  : Optional.of(rankings.classes().get(c))));
    }
    return List.copyOf(classes);
  }

  /** How many rows it is about. */
  public long rows() {
    return rows;
  }

  /** The positive class; null without one. */
  public @Nullable String positive() {
    return positive;
  }

  /** Every figure that is defined. */
  public Figures figures() {
    return figures;
  }

  /** The intervals of those figures that have one. */
  public Map<Figure, Interval> intervals() {
    return intervals;
  }

  /** The level of all intervals. */
  public double level() {
    return level;
  }

  /** What was predicted as what; a copy. */
  public ConfusionMatrix matrix() {
    return matrix;
  }

  /** Every class, in the descriptor's order. */
  public List<ClassReport> classes() {
    return classes;
  }

  /**
   * All pairs of row and class, ranked together; empty if the rows' probabilities were not kept.
   */
  public Optional<ClassRanking> pooled() {
    return Optional.ofNullable(pooled);
  }

  /**
   * How often the true class is among the 1, 2, ... most probable, up to 10; empty without rows.
   */
  public List<Double> topK() {
    return topK;
  }

  /** The reliability curve: see {@link Calibration}. */
  public List<Calibration.Bin> calibration() {
    return calibration;
  }

  /** The report as plain maps, lists, texts and numbers, for JSON. */
  public Map<String, Object> tree() {
    return ClassificationTree.of(this);
  }
}
