package io.sluice.runtime.batch;

/**
 * How many rows one batch takes of those that wait. ADR 0008 has the reasons.
 *
 * <p>With {@code a} for the time of a batch and {@code b} for that of a row, a request of {@code r}
 * rows is answered sooner on average together with another than after it exactly if {@code b r <
 * a}. Such requests may all come together, but beyond {@code a / b} rows the other lanes keep their
 * share. Longer requests come together only as far as the arrivals demand it, that is until {@code
 * arrivals (a / rows + b)} is below what the lanes can do, and never further than where {@code a}
 * is a tenth of the whole.
 */
final class BatchRule {
  /** How busy the lanes may be before batches grow. */
  private static final double TARGET_LOAD = 0.8;

  /** Rows, as multiples of a / b, at which the fixed time is a tenth of the whole. */
  private static final double WORTH = 9;

  private final double breakEven;
  private final double small;
  private final double large;
  private final int most;

  /**
   * @param cost as measured
   * @param arrivals in rows a nanosecond
   * @param lanes of the engine
   * @param waiting rows that wait, those of the leader included
   * @param most the bound of a batch
   */
  BatchRule(CostModel cost, double arrivals, int lanes, long waiting, int most) {
    double fixed = cost.fixed();
    double perRow = cost.perRow();
    this.most = most;
    this.breakEven = perRow == 0 ? Double.POSITIVE_INFINITY : fixed / perRow;
    this.small = Math.max(breakEven, Math.ceil((double) waiting / lanes));
    double spare = TARGET_LOAD * lanes - arrivals * perRow;
    double demanded = spare <= 0 ? Double.POSITIVE_INFINITY : arrivals * fixed / spare;
    this.large = Math.min(Math.ceil(demanded), WORTH * breakEven);
  }

  /** Whether a request joins a batch. */
  boolean admits(int rows, long soFar) {
    long together = soFar + rows;
    return together <= most && together <= (rows < breakEven ? small : large);
  }
}
