package io.sluice.evaluation.figures;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/**
 * How far off a share of the predictions is at most.
 *
 * @param share 0 to 1
 * @param value the quantile of predicted - actual, in the target's unit; see {@link Quantiles}
 */
public record ResidualQuantile(double share, double value) {
  private static final double[] SHARES = {0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1};

  /** From the least residual to the greatest. Empty without rows, and if they were not kept. */
  static List<ResidualQuantile> of(ValueStore values) {
    if (values.rows() == 0) {
      return List.of();
    }
    double[] residuals = values.residuals();
    Arrays.sort(residuals);
    return DoubleStream.of(SHARES)
        .mapToObj(share -> new ResidualQuantile(share, Quantiles.sorted(residuals, share)))
        .toList();
  }
}
