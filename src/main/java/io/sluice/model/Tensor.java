package io.sluice.model;

import java.util.Arrays;

/**
 * A batch of float32 values, row-major, first axis the rows of the batch.
 *
 * <p>The array is shared, not copied: a tensor is written once by the decoder that makes it and
 * only read afterwards. A copy per request would cost what the arithmetic of a small model costs.
 */
public final class Tensor {
  private final int[] shape;
  private final float[] values;

  private Tensor(float[] values, int[] shape) {
    this.values = values;
    this.shape = shape;
  }

  /**
   * Wraps values in a shape.
   *
   * @param values at least as many as the shape holds; those beyond it are not part of the tensor
   * @param shape every axis at least 0, the first one the rows
   * @throws IllegalArgumentException if the values do not fill the shape
   */
  public static Tensor of(float[] values, int... shape) {
    if (shape.length == 0 || Shapes.size(shape) > values.length) {
      throw new IllegalArgumentException(
          values.length + " values do not fill the shape " + Arrays.toString(shape));
    }
    return new Tensor(values, shape.clone());
  }

  /** As {@link #of}, with a shape that nobody else has. */
  static Tensor owning(float[] values, int[] shape) {
    if (Shapes.size(shape) > values.length) {
      throw new IllegalArgumentException("too few values");
    }
    return new Tensor(values, shape);
  }

  /** Rows of the batch. */
  public int rows() {
    return shape[0];
  }

  /** Values of one row. */
  public int rowSize() {
    return (int) Shapes.size(shape, 1);
  }

  /** All values of the tensor. */
  public int size() {
    return (int) Shapes.size(shape);
  }

  /** The whole shape, rows first. */
  public int[] shape() {
    return shape.clone();
  }

  /** The shape of one row. */
  public int[] rowShape() {
    return Arrays.copyOfRange(shape, 1, shape.length);
  }

  /** Whether a row of this tensor has the shape of a row of another. */
  public boolean hasRowsLike(Tensor other) {
    return shape.length == other.shape.length
        && Arrays.equals(shape, 1, shape.length, other.shape, 1, shape.length);
  }

  /** The shared backing array, {@link #size()} values long or longer; not to be written. */
  public float[] values() {
    return values;
  }

  /** The value at a flat position. */
  public float at(int index) {
    return values[index];
  }
}
