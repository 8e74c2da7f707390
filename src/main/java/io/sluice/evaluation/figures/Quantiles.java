package io.sluice.evaluation.figures;

/** Quantiles of numbers that are all at hand. */
final class Quantiles {
  private Quantiles() {}

  /**
   * The quantile between the two nearest ranks, type 7 of Hyndman and Fan, The American
   * Statistician 50 (1996), as R and NumPy have it by default; the median of an even count is the
   * mean of the two in the middle.
   *
   * @param sorted ascending, at least one
   * @param share 0 to 1
   */
  static double sorted(double[] sorted, double share) {
    double rank = share * (sorted.length - 1);
    int below = (int) Math.floor(rank);
    int above = Math.min(below + 1, sorted.length - 1);
    double part = rank - below;
    return part == 0 ? sorted[below] : sorted[below] + part * (sorted[above] - sorted[below]);
  }
}
