package io.sluice.evaluation.figures;

import java.util.Collections;
import java.util.Map;

/** All there is to say of a regression's rows, as they were when this was made. */
public final class RegressionReport {
  private final Figures figures;
  private final Map<Figure, Interval> intervals;

  RegressionReport(RegressionTally tally, IntervalOptions options) {
    figures = tally.figures();
    intervals = Collections.unmodifiableMap(ValueBootstrap.intervals(tally, options));
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
