package io.sluice.evaluation.figures;

import java.util.List;

/**
 * The figures of one draw of a regression's rows. Plain sums do here: the spread of draws is far
 * above their rounding.
 */
final class DrawnValues {

  /** The figures, in the order that {@link #figures} gives them. */
  static final List<Figure> FIGURES =
      List.of(Figure.MAE, Figure.MSE, Figure.RMSE, Figure.R2, Figure.MAPE);

  private final double centre;
  private long rows;
  private long relativeRows;
  private double absolute;
  private double squared;
  private double relative;
  private double sum;
  private double sumOfSquares;

  /**
   * A draw without rows.
   *
   * @param centre any of the actual values: they are summed less it, so that a large common part
   *     does not drown their spread
   */
  DrawnValues(double centre) {
    this.centre = centre;
  }

  void add(double actual, double predicted) {
    double error = Math.abs(predicted - actual);
    rows++;
    absolute += error;
    squared += error * error;
    if (actual != 0) {
      relative += error / Math.abs(actual);
      relativeRows++;
    }
    double shifted = actual - centre;
    sum += shifted;
    sumOfSquares += shifted * shifted;
  }

  /** One value a figure, not a number where it is not defined. */
  double[] figures() {
    double mse = squared / rows;
    double spread = sumOfSquares - sum * sum / rows;
    return new double[] {
      absolute / rows,
      mse,
      Math.sqrt(mse),
      spread > 0 ? 1 - squared / spread : Double.NaN,
      relativeRows > 0 ? relative / relativeRows : Double.NaN
    };
  }
}
