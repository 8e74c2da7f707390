package io.sluice.evaluation.figures;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/** All there is to say of a regression's rows, as they were when this was made. */
public final class RegressionReport {
  private static final int MOST_PAIRS = 500;

  private final long rows;
  private final long relativeRows;
  private final OptionalDouble bias;
  private final Figures figures;
  private final Map<Figure, Interval> intervals;
  private final double level;
  private final List<ResidualQuantile> residuals;
  private final List<ValuePair> sample;

  RegressionReport(RegressionTally tally, IntervalOptions options) {
    rows = tally.rows();
    relativeRows = tally.relativeRows();
    bias = tally.bias();
    figures = tally.figures();
    intervals = Collections.unmodifiableMap(ValueBootstrap.intervals(tally, options));
    level = options.level();
    residuals = ResidualQuantile.of(tally.values());
    sample = ValuePair.sample(tally.values(), MOST_PAIRS, options.seed());
  }

  /** How many rows it is about. */
  public long rows() {
    return rows;
  }

  /** {@link RegressionTally#relativeRows}. */
  public long relativeRows() {
    return relativeRows;
  }

  /** {@link RegressionTally#bias}. */
  public OptionalDouble bias() {
    return bias;
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

  /** Quantiles of predicted - actual; empty without rows, and if they were not kept. */
  public List<ResidualQuantile> residuals() {
    return residuals;
  }

  /** Up to 500 rows, for a picture of predicted against actual; empty if they were not kept. */
  public List<ValuePair> sample() {
    return sample;
  }

  /** The report as plain maps, lists, texts and numbers, for JSON. */
  public Map<String, Object> tree() {
    return RegressionTree.of(this);
  }
}
