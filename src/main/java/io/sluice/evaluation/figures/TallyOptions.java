package io.sluice.evaluation.figures;

/**
 * What a tally may keep.
 *
 * @param maxNumbers how many probabilities (rows times classes) or values (two a row) are kept for
 *     the figures that need every row: areas and curves; median, quantiles and bootstrap. With more
 *     rows these figures are absent and the memory is given back, rather than the figures be wrong
 *     or the memory end; all others stay exact. 0 keeps none: a tally in constant memory.
 * @param calibrationBins into how many bins of equal width {@link Calibration} sorts, at least 2
 */
public record TallyOptions(long maxNumbers, int calibrationBins) {

  /** The most numbers that may be kept: 1 GB of classification, 2 GB of regression. */
  public static final long MOST = 1L << 28;

  /** 16 million numbers (1.6 million rows of ten classes, 64 MB), 10 bins. */
  public static final TallyOptions DEFAULT = new TallyOptions(1L << 24, 10);

  /** Nothing kept: counts and sums only. */
  public static final TallyOptions CONSTANT_MEMORY = new TallyOptions(0, 10);

  /** Checks both. */
  public TallyOptions {
    if (maxNumbers < 0 || maxNumbers > MOST) {
      throw new IllegalArgumentException("0 to " + MOST + " numbers, not " + maxNumbers);
    }
    if (calibrationBins < 2) {
      throw new IllegalArgumentException("at least 2 bins, not " + calibrationBins);
    }
  }
}
