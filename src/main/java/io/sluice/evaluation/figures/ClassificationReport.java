package io.sluice.evaluation.figures;

import java.util.Collections;
import java.util.Map;

/** All there is to say of a classifier's rows, as they were when this was made. */
public final class ClassificationReport {
  private final Figures figures;
  private final Map<Figure, Interval> intervals;

  ClassificationReport(ClassificationTally tally, IntervalOptions options) {
    ClassificationFigures all =
        new ClassificationFigures(tally, ClassRankings.of(tally.scores(), options.level()));
    figures = all.figures();
    intervals = Collections.unmodifiableMap(all.intervals(options));
  }

  /** Every figure that is defined. */
  public Figures figures() {
    return figures;
  }

  /** The intervals of those figures that have one. */
  public Map<Figure, Interval> intervals() {
    return intervals;
  }
}
