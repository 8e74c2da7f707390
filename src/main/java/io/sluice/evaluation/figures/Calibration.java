package io.sluice.evaluation.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/**
 * Whether a probability of 0.8 comes true in 8 of 10 rows: a reliability curve over bins of equal
 * width, and the expected calibration error. In constant memory. Source: Guo et al., "On
 * Calibration of Modern Neural Networks", ICML 2017.
 *
 * <p>With a positive class, its probability against how often it is the truth; without, the
 * greatest probability of each row against how often the class it belongs to is the truth.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class Calibration {
  private final CompensatedSum[] predicted;
  private final long[] observed;
  private final long[] rows;

  Calibration(int bins) {
    predicted = new CompensatedSum[bins];
    for (int i = 0; i < bins; i++) {
      predicted[i] = new CompensatedSum();
    }
    observed = new long[bins];
    rows = new long[bins];
  }

  /** Counts a row. A probability on the border of two bins is in the upper one, 1 in the last. */
  void add(float probability, boolean cameTrue) {
    int bin = Math.min((int) ((double) probability * rows.length), rows.length - 1);
    predicted[bin].add(probability);
    rows[bin]++;
    if (cameTrue) {
      observed[bin]++;
    }
  }

  void merge(Calibration other) {
    if (other.rows.length != rows.length) {
      throw new IllegalArgumentException(other.rows.length + " bins into " + rows.length);
    }
    for (int i = 0; i < rows.length; i++) {
      predicted[i].merge(other.predicted[i]);
      observed[i] += other.observed[i];
      rows[i] += other.rows[i];
    }
  }

  /**
   * The expected calibration error, 0 to 1: the gap between mean probability and observed share,
   * averaged over the bins by their rows. Empty without rows. It depends on the number of bins.
   */
  public OptionalDouble error() {
    double sum = 0;
    long all = 0;
    for (int i = 0; i < rows.length; i++) {
      sum += Math.abs(predicted[i].value() - observed[i]);
      all += rows[i];
    }
    return Ratio.of(sum, all);
  }

  /** The bins that have rows, in ascending order. */
  public List<Bin> bins() {
    List<Bin> bins = new ArrayList<>();
    for (int i = 0; i < rows.length; i++) {
      if (rows[i] > 0) {
        double width = 1.0 / rows.length;
        bins.add(
            new Bin(
                i * width,
                (i + 1) * width,
                rows[i],
                predicted[i].value() / rows[i],
                (double) observed[i] / rows[i]));
      }
    }
    return List.copyOf(bins);
  }

  /**
   * One bin of the reliability curve.
   *
   * @param from its lower limit, included
   * @param to its upper limit, excluded but for 1
   * @param rows how many rows, at least 1
   * @param predicted the mean probability of these rows
   * @param observed the share of them that came true
   */
  public record Bin(double from, double to, long rows, double predicted, double observed) {}
}
