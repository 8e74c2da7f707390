package io.sluice.model;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/**
 * A dense array of finite floating point values, off the heap, in the byte order of this machine.
 * Immutable; its memory lives as long as it, or a view of its data, is reachable.
 */
public final class ArrayData {
  private final Datatype type;
  private final long[] shape;
  private final char order;
  private final ByteBuffer data;

  /**
   * Wraps values that nobody writes any more.
   *
   * @param type FP32, FP64, FP16 or BF16
   * @param shape sizes of the axes, each at least 1
   * @param order {@code 'c'} or {@code 'f'}, see {@link #order}
   * @param data a direct buffer in native byte order, whose remaining bytes are exactly the values
   * @throws IllegalArgumentException if the bytes do not fill the shape, the buffer is not direct,
   *     or the type is not floating point
   */
  public ArrayData(Datatype type, long[] shape, char order, ByteBuffer data) {
    this.type = Objects.requireNonNull(type, "type is null");
    this.shape = shape.clone();
    this.order = order;
    switch (type) {
      case FP32, FP64, FP16, BF16 -> {
        // can hold parameters
      }
      default -> throw new IllegalArgumentException(type + " is not a floating point type");
    }
    if (order != 'c' && order != 'f') {
      throw new IllegalArgumentException("order is neither c nor f");
    }
    if (!data.isDirect() || data.remaining() != bytes()) {
      throw new IllegalArgumentException(
          data.remaining() + " bytes do not fill the shape " + Arrays.toString(shape));
    }
    this.data = data.slice().asReadOnlyBuffer();
  }

  private long bytes() {
    long bytes = type.bytes();
    for (long size : shape) {
      if (size < 1) {
        throw new IllegalArgumentException("an axis is empty in " + Arrays.toString(shape));
      }
      bytes = Math.multiplyExact(bytes, size);
    }
    return bytes;
  }

  /** FP32, FP64, FP16 or BF16. */
  public Datatype type() {
    return type;
  }

  /** Sizes of the axes, a copy. */
  public long[] shape() {
    return shape.clone();
  }

  /**
   * The order in which {@link #data} walks the shape: {@code 'c'}, last axis fastest (row-major),
   * or {@code 'f'}, first axis fastest. Of a row vector, shape {@code [n]} or {@code [1, n]}, both
   * are the same.
   */
  public char order() {
    return order;
  }

  /**
   * The values: a view of its own for every call, direct, read-only, in native byte order, from the
   * first value to the last.
   */
  public ByteBuffer data() {
    return data.duplicate().order(ByteOrder.nativeOrder());
  }

  /** The number of values. */
  public int elements() {
    return data.remaining() / type.bytes();
  }

  /**
   * All values, in the array's own order, widened without loss.
   *
   * @return a new array
   */
  public double[] toDoubles() {
    ByteBuffer values = data();
    double[] doubles = new double[elements()];
    for (int i = 0; i < doubles.length; i++) {
      doubles[i] =
          switch (type) {
            case FP64 -> values.getDouble();
            case FP32 -> values.getFloat();
            case BF16 -> Float.intBitsToFloat(values.getShort() << 16);
            case FP16 -> halfToFloat(values.getShort());
            default -> throw new IllegalStateException(type + " is not a floating point type");
          };
    }
    return doubles;
  }

  // IEEE 754-2008 binary16, finite values only: sign 1 bit, exponent 5 bits (bias 15), fraction 10.
  private static float halfToFloat(short bits) {
    int exponent = (bits >> 10) & 0x1f;
    int fraction = bits & 0x3ff;
    float magnitude =
        exponent == 0
            ? Math.scalb((float) fraction, -24)
            : Math.scalb((float) (fraction | 0x400), exponent - 25);
    return bits < 0 ? -magnitude : magnitude;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ArrayData that
        && type == that.type
        && order == that.order
        && Arrays.equals(shape, that.shape)
        && data.equals(that.data);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, order, Arrays.hashCode(shape), data);
  }

  @Override
  public String toString() {
    return type + Arrays.toString(shape) + order;
  }
}
