package io.sluice.evaluation.figures;

/**
 * How intervals are made.
 *
 * @param level the share of intervals that should hold the true value, between 0 and 1
 * @param draws how many times {@link Bootstrap} draws, at least 100
 * @param seed where its chance starts
 */
public record IntervalOptions(double level, int draws, long seed) {

  /** 95 %, 2,000 draws. */
  public static final IntervalOptions DEFAULT =
      new IntervalOptions(Interval.DEFAULT_LEVEL, 2000, 20_261_124L);

  /** Checks the level and the number of draws. */
  public IntervalOptions {
    Interval.checkedLevel(level);
    if (draws < 100) {
      throw new IllegalArgumentException("fewer than 100 draws say nothing: " + draws);
    }
  }

  /** The same at another level. */
  public IntervalOptions withLevel(double other) {
    return new IntervalOptions(other, draws, seed);
  }
}
