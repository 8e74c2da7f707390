package io.sluice.evaluation.figures;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Predicted against actual values of one quantity, one row at a time: all that its figures,
 * intervals and pictures are made of. Sums take constant memory; the values that median, quantiles,
 * bootstrap and pictures need are kept up to {@link TallyOptions#maxNumbers}.
 *
 * <p>Not safe for use by several threads at once: give each its own, and {@link #merge} them.
 */
public final class RegressionTally {
  private final MeanTally actual = new MeanTally();
  private final CompensatedSum absolute = new CompensatedSum();
  private final CompensatedSum squared = new CompensatedSum();
  private final CompensatedSum residual = new CompensatedSum();
  private final MeanTally relative = new MeanTally();
  private final ValueStore values;

  /** A tally without rows, with {@link TallyOptions#DEFAULT}. */
  public RegressionTally() {
    this(TallyOptions.DEFAULT);
  }

  /** A tally without rows. */
  public RegressionTally(TallyOptions options) {
    values = new ValueStore(options.maxNumbers());
  }

  /**
   * Counts one row.
   *
   * @throws IllegalArgumentException if a value is not finite; the row is then not counted
   */
  public void add(double actualValue, double predictedValue) {
    if (!Double.isFinite(actualValue) || !Double.isFinite(predictedValue)) {
      throw new IllegalArgumentException("not finite: " + actualValue + ", " + predictedValue);
    }
    double error = predictedValue - actualValue;
    actual.add(actualValue);
    absolute.add(Math.abs(error));
    squared.add(error * error);
    residual.add(error);
    if (actualValue != 0) {
      relative.add(Math.abs(error / actualValue));
    }
    values.add(actualValue, predictedValue);
  }

  /** Counts all rows of another tally as well. */
  public void merge(RegressionTally other) {
    actual.merge(other.actual);
    absolute.merge(other.absolute);
    squared.merge(other.squared);
    residual.merge(other.residual);
    relative.merge(other.relative);
    values.merge(other.values);
  }

  /** How many rows were counted. */
  public long rows() {
    return actual.count();
  }

  /**
   * Whether every row's values are still here: whether median, quantiles and bootstrap can be had.
   */
  public boolean complete() {
    return values.complete();
  }

  /** Every figure that is defined for the rows so far. */
  public Figures figures() {
    return new Figures.Collector()
        .put(Figure.MAE, mae())
        .put(Figure.MSE, mse())
        .put(Figure.RMSE, rmse())
        .put(Figure.R2, r2())
        .put(Figure.MAPE, mape())
        .put(Figure.MEDIAN_ABSOLUTE_ERROR, medianAbsoluteError())
        .figures();
  }

  /** All there is to say of the rows so far. */
  public RegressionReport report(IntervalOptions intervals) {
    return new RegressionReport(this, intervals);
  }

  /** Mean absolute error: the mean of |predicted - actual|. Empty without rows. */
  public OptionalDouble mae() {
    return Ratio.of(absolute.value(), rows());
  }

  /** Mean squared error: the mean of (predicted - actual)². Empty without rows. */
  public OptionalDouble mse() {
    return Ratio.of(squared.value(), rows());
  }

  /** The root of {@link #mse}. Empty without rows. */
  public OptionalDouble rmse() {
    OptionalDouble mse = mse();
    return mse.isEmpty() ? mse : OptionalDouble.of(Math.sqrt(mse.getAsDouble()));
  }

  /**
   * Coefficient of determination: 1 - Σ (predicted - actual)² / Σ (actual - mean of the actual)².
   * The mean is of these rows, not of the training rows. At most 1, and below 0 for a model worse
   * than their mean. Empty if all actual values are the same, so with fewer than two rows
   * (scikit-learn says 0 or 1 there, DL4J minus infinity).
   */
  public OptionalDouble r2() {
    OptionalDouble missed = Ratio.of(squared.value(), actual.squaredDeviations());
    return missed.isEmpty() ? missed : OptionalDouble.of(1 - missed.getAsDouble());
  }

  /**
   * Mean absolute percentage error: the mean of |(predicted - actual) / actual|, as a share: 0.1 is
   * 10 %. Rows whose actual value is 0 have none and are left out (see {@link #relativeRows};
   * scikit-learn divides them by 2e-16). Empty if all are.
   */
  public OptionalDouble mape() {
    return relative.mean();
  }

  /** How many rows {@link #mape} is of: those whose actual value is not 0. */
  public long relativeRows() {
    return relative.count();
  }

  /**
   * The mean of predicted - actual: above 0 for a model that predicts too much. Empty without rows.
   */
  public OptionalDouble bias() {
    return Ratio.of(residual.value(), rows());
  }

  /**
   * The median of |predicted - actual|, of an even count the mean of the two in the middle. Empty
   * without rows, and if the rows were not kept.
   */
  public OptionalDouble medianAbsoluteError() {
    if (!complete() || rows() == 0) {
      return OptionalDouble.empty();
    }
    double[] errors = values.residuals();
    for (int i = 0; i < errors.length; i++) {
      errors[i] = Math.abs(errors[i]);
    }
    Arrays.sort(errors);
    return OptionalDouble.of(Quantiles.sorted(errors, 0.5));
  }

  ValueStore values() {
    return values;
  }
}
