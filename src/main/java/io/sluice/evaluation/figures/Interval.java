package io.sluice.evaluation.figures;

/**
 * Where the true value of a figure is likely to be.
 *
 * @param lower the lower limit
 * @param upper the upper limit, at least {@code lower}
 * @param level the share of such intervals that hold the true value, between 0 and 1
 * @param method how it was found
 */
public record Interval(double lower, double upper, double level, Method method) {

  /** The level used when nobody names one. */
  public static final double DEFAULT_LEVEL = 0.95;

  public Interval {
    if (!(lower <= upper) || Double.isInfinite(lower) || Double.isInfinite(upper)) {
      throw new IllegalArgumentException("no interval: " + lower + " to " + upper);
    }
    checkedLevel(level);
  }

  /** How an interval is found. */
  public enum Method {
    /** Of a proportion: {@link Wilson}. */
    WILSON("wilson"),
    /** Of an area under a ROC curve: {@link DeLong}. */
    DELONG("delong"),
    /** Percentiles of resampled rows: {@link Bootstrap}. */
    BOOTSTRAP("bootstrap"),
    /** Of a mean over rows, by the central limit theorem. */
    NORMAL("normal"),
    /** Of an average precision: {@link AveragePrecision}. */
    LOGIT("logit");

    private final String wire;

    Method(String wire) {
      this.wire = wire;
    }

    /** The name in JSON. */
    public String wireName() {
      return wire;
    }
  }

  /** Whether a value lies within, limits included. */
  public boolean contains(double value) {
    return lower <= value && value <= upper;
  }

  /** The same interval, cut to a range that its figure cannot leave. */
  Interval within(double minimum, double maximum) {
    return new Interval(Math.max(lower, minimum), Math.min(upper, maximum), level, method);
  }

  /**
   * The level, if it is one.
   *
   * @throws IllegalArgumentException unless it lies between 0 and 1, both excluded
   */
  static double checkedLevel(double level) {
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException("level must lie between 0 and 1: " + level);
    }
    return level;
  }
}
