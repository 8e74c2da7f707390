package io.sluice.codec;

import io.sluice.model.FloatBlock;
import io.sluice.model.Shapes;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of a request, decoded and not yet held against a model. Its values are floats in pooled
 * memory where floats hold them, else doubles, or the bytes of its elements; row-major. Whoever
 * made it closes it; what a model has taken of it before stays with the model. For one thread.
 */
public final class NamedTensor implements AutoCloseable {
  private final String name;
  private final String pointer;
  private final TensorType type;
  private final int[] shape;
  private @Nullable FloatBlock floats;
  private final double @Nullable [] doubles;
  private final List<byte[]> elements;

  private NamedTensor(
      String name,
      String pointer,
      TensorType type,
      int[] shape,
      @Nullable FloatBlock floats,
      double @Nullable [] doubles,
      List<byte[]> elements,
      int count) {
    this.name = Objects.requireNonNull(name, "name is null");
    this.pointer = Objects.requireNonNull(pointer, "pointer is null");
    this.type = Objects.requireNonNull(type, "type is null");
    this.shape = shape.clone();
    this.floats = floats;
    this.doubles = doubles;
    this.elements = elements;
    if (Shapes.size(shape) != count) {
      throw new IllegalArgumentException(
          count + " values do not fill the shape " + Shapes.show(shape));
    }
  }

  /**
   * A tensor of floats.
   *
   * @param pointer RFC 6901 pointer to it in the request, for faults
   * @param type one that floats hold, or one whose values here they happen to hold
   * @param values in number exactly what the shape holds; the tensor's own from now on
   */
  public static NamedTensor ofFloats(
      String name, String pointer, TensorType type, int[] shape, FloatBlock values) {
    return new NamedTensor(name, pointer, type, shape, values, null, List.of(), values.size());
  }

  /**
   * A tensor of doubles.
   *
   * @param values exactly what the shape holds
   */
  public static NamedTensor ofDoubles(
      String name, String pointer, TensorType type, int[] shape, double[] values) {
    return new NamedTensor(name, pointer, type, shape, null, values, List.of(), values.length);
  }

  /**
   * A tensor of {@link TensorType#BYTES}.
   *
   * @param values exactly what the shape holds
   */
  public static NamedTensor ofBytes(String name, String pointer, int[] shape, List<byte[]> values) {
    return new NamedTensor(
        name, pointer, TensorType.BYTES, shape, null, null, List.copyOf(values), values.size());
  }

  /** Its name in the request. */
  public String name() {
    return name;
  }

  /** Where it stands in the request. */
  public String pointer() {
    return pointer;
  }

  /** The type that the request says it has. */
  public TensorType type() {
    return type;
  }

  /** Its shape, a copy. */
  public int[] shape() {
    return shape.clone();
  }

  /** How many axes it has. */
  public int rank() {
    return shape.length;
  }

  /** The length of one axis. */
  public int axis(int index) {
    return shape[index];
  }

  /** How many elements it has. */
  public int count() {
    return (int) Shapes.size(shape);
  }

  /** One element of a tensor that is not of {@link TensorType#BYTES}. */
  public double number(int index) {
    return doubles == null ? Objects.requireNonNull(floats).values()[index] : doubles[index];
  }

  /** One element of a tensor of {@link TensorType#BYTES}; not to be written. */
  public byte[] element(int index) {
    return elements.get(index);
  }

  /** The floats, if its values are floats. */
  @Nullable FloatBlock floats() {
    return floats;
  }

  /** Gives the floats away: they are somebody else's to close from now on. */
  FloatBlock takeFloats() {
    FloatBlock taken = Objects.requireNonNull(floats, "no floats");
    floats = null;
    return taken;
  }

  @Override
  public void close() {
    FloatBlock given = floats;
    floats = null;
    if (given != null) {
      given.close();
    }
  }
}
