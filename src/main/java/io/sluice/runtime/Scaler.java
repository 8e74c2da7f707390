package io.sluice.runtime;

import io.sluice.model.Scaling;
import io.sluice.model.Shapes;
import io.sluice.model.Tensor;
import io.sluice.model.TensorSpec;

/**
 * Applies a scaling to a batch. As in ND4J, a column is an index of axis 1: a feature, or a channel
 * with all its pixels or steps.
 */
final class Scaler {
  private Scaler() {}

  /** A batch on the scale that the network was trained on. */
  static Tensor normalize(Tensor batch, Scaling scaling) {
    return scaling instanceof Scaling.None ? batch : apply(batch, scaling, true);
  }

  /** An answer on the caller's scale. */
  static Tensor denormalize(Tensor batch, Scaling scaling) {
    return scaling instanceof Scaling.None ? batch : apply(batch, scaling, false);
  }

  private static Tensor apply(Tensor batch, Scaling scaling, boolean normalize) {
    int[] shape = batch.shape();
    int columns = shape.length > 1 ? shape[1] : 1;
    int inner = columns == 0 ? 0 : batch.rowSize() / columns;
    float[] source = batch.values();
    float[] target = new float[(int) Shapes.size(shape)];
    for (int i = 0; i < target.length; i++) {
      int column = i / inner % columns;
      target[i] =
          (float)
              (normalize
                  ? scaling.normalize(source[i], column)
                  : scaling.denormalize(source[i], column));
    }
    return Tensor.of(target, shape);
  }

  /** Refuses a scaling whose figures are of another width than the values they would scale. */
  static void check(Scaling scaling, TensorSpec spec, String kind) throws NetworkRejectedException {
    int columns = spec.shape().get(0);
    if (scaling.columns() >= 0 && columns >= 0 && scaling.columns() != columns) {
      throw new NetworkRejectedException(
          "the normaliser has figures for %d columns of the %s '%s', which has %d"
              .formatted(scaling.columns(), kind, spec.name(), columns));
    }
  }
}
