package io.sluice.codec;

import io.sluice.model.FloatBlock;
import io.sluice.model.InstanceLimits;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.Names;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Shapes;
import io.sluice.model.TensorValues;
import io.sluice.model.Violation;
import io.sluice.model.Violation.Rule;
import io.sluice.model.Violations;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects the values of tensors while a text is read, nested or flat, before it need be known what
 * they are called, of which type or shape they are: for formats that say so later, or not at all.
 * Numbers go into pooled floats for as long as those hold them, else into doubles. One collector
 * serves all tensors of a request, one after the other; for one thread.
 */
public final class TensorCollector implements AutoCloseable {
  private static final int FEWEST = 64;

  private final InstanceLimits limits;
  private final TensorValues nesting = new TensorValues();
  private @Nullable TensorType expected;
  private @Nullable FloatBlock floats;
  private double @Nullable [] doubles;
  private List<byte[]> texts = List.of();
  private int count;
  private long all;
  private boolean numbers;
  private boolean truths;
  private @Nullable String wrong;

  /**
   * @param limits values are counted against, of all tensors together
   */
  public TensorCollector(InstanceLimits limits) {
    this.limits = limits;
  }

  /**
   * Begins the next tensor.
   *
   * @param type if it is known already; null if not
   * @param size how many values are likely to come, 0 if nothing tells; no more memory is taken for
   *     it than values may come
   */
  public void begin(@Nullable TensorType type, int size) {
    close();
    expected = type;
    floats = new FloatBlock(Math.max(FEWEST, Math.min(size, limits.maxValues())));
    nesting.reset();
    texts = List.of();
    count = 0;
    numbers = false;
    truths = false;
    wrong = null;
  }

  /** A bracket opens. */
  public void open() {
    nesting.open();
  }

  /** A bracket closes. */
  public void shut() {
    nesting.close();
  }

  /**
   * A number; NaN for one that is missing.
   *
   * @throws InvalidInstancesException if the request holds too many values
   */
  public void number(double value) {
    element();
    numbers = true;
    add(value);
  }

  /**
   * A truth value.
   *
   * @throws InvalidInstancesException if the request holds too many values
   */
  public void bool(boolean value) {
    element();
    truths = true;
    add(value ? 1 : 0);
  }

  /**
   * A text.
   *
   * @throws InvalidInstancesException if the request holds too many values
   */
  public void text(String value) {
    bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Any bytes.
   *
   * @param value not to be written any more
   * @throws InvalidInstancesException if the request holds too many values
   */
  public void bytes(byte[] value) {
    element();
    if (texts.isEmpty()) {
      texts = new ArrayList<>();
    }
    texts.add(value);
  }

  /**
   * A value of no kind that a tensor has: an object, say.
   *
   * @throws InvalidInstancesException if the request holds too many values
   */
  public void wrong(String sent) {
    element();
    wrong = wrong == null ? sent : wrong;
  }

  /** How many values have come. */
  public int count() {
    return count;
  }

  /** Whether all values that have come are texts or bytes. */
  public boolean isText() {
    return count > 0 && texts.size() == count;
  }

  /** The shape in which the values are nested; {@code []} for one without a bracket. */
  public int @Nullable [] nested() {
    return nesting.nested();
  }

  /**
   * The tensor that has come.
   *
   * @param pointer RFC 6901 pointer to it, for faults
   * @param shape nested alike, or filled by the values in one flat list
   * @param faults takes what is wrong
   * @return to be closed by the caller; null if anything is wrong
   */
  public @Nullable NamedTensor tensor(
      String name, String pointer, TensorType type, int[] shape, Violations faults) {
    if (!fills(shape)) {
      faults.add(
          pointer,
          Rule.SHAPE,
          "'%s' has the shape %s, but its data is %s"
              .formatted(Names.shown(name), Shapes.show(shape), nesting.sent()),
          Shapes.show(shape));
      return null;
    }
    String found = kindOtherThan(type);
    if (found != null) {
      faults.add(
          pointer,
          Rule.TYPE,
          "'%s' is %s, but holds %s".formatted(Names.shown(name), type, found),
          type.name());
      return null;
    }
    if (type == TensorType.BYTES) {
      return NamedTensor.ofBytes(name, pointer, shape, texts);
    }
    int bad = type.isWhole() ? firstNotOf(type) : -1;
    if (bad >= 0) {
      faults.add(
          pointer + "/data/" + bad,
          Rule.TYPE,
          "'%s' is %s, but holds %s".formatted(Names.shown(name), type, at(bad)),
          type.name());
      return null;
    }
    return numeric(name, pointer, type, shape);
  }

  /** Gives the memory back of what was not made a tensor. Closing again does nothing. */
  @Override
  public void close() {
    FloatBlock given = floats;
    floats = null;
    doubles = null;
    if (given != null) {
      given.close();
    }
  }

  private NamedTensor numeric(String name, String pointer, TensorType type, int[] shape) {
    double[] wide = doubles;
    FloatBlock narrow = floats;
    floats = null;
    doubles = null;
    if (wide == null) {
      return NamedTensor.ofFloats(
          name, pointer, type, shape, narrow == null ? new FloatBlock(FEWEST) : narrow);
    }
    if (!type.fitsFloat()) {
      return NamedTensor.ofDoubles(name, pointer, type, shape, Arrays.copyOf(wide, count));
    }
    FloatBlock rounded = new FloatBlock(count);
    for (int i = 0; i < count; i++) {
      rounded.add((float) wide[i]);
    }
    return NamedTensor.ofFloats(name, pointer, type, shape, rounded);
  }

  private boolean fills(int[] shape) {
    int[] own = nesting.nested();
    if (own == null) {
      return false;
    }
    boolean flat = own.length <= 1 && Shapes.size(shape) == count;
    return flat || Arrays.equals(own, shape);
  }

  /** What there is that the type cannot be; null if there is nothing. */
  private @Nullable String kindOtherThan(TensorType type) {
    if (wrong != null) {
      return wrong;
    }
    if (type == TensorType.BYTES) {
      return numbers ? "a number" : truths ? "a boolean" : null;
    }
    if (!texts.isEmpty()) {
      return "a string";
    }
    return truths && type != TensorType.BOOL ? "a boolean" : null;
  }

  private int firstNotOf(TensorType type) {
    for (int i = 0; i < count; i++) {
      double value = at(i);
      if (value != Math.rint(value) || !type.covers(value)) {
        return i;
      }
    }
    return -1;
  }

  private double at(int index) {
    return doubles != null ? doubles[index] : floats == null ? 0 : floats.values()[index];
  }

  private void element() {
    nesting.element();
    count++;
    all++;
    if (all > limits.maxValues()) {
      Violation violation =
          new Violation(
              "",
              Rule.TOO_MANY,
              "a request may hold %,d values".formatted(limits.maxValues()),
              Integer.toString(limits.maxValues()));
      throw new InvalidInstancesException(Kind.INVALID_INSTANCES, List.of(violation), 1);
    }
  }

  private void add(double value) {
    float narrow = (float) value;
    FloatBlock into = floats;
    if (into != null) {
      boolean held = expected != null && expected.fitsFloat();
      if (held || narrow == value || Double.isNaN(value)) {
        into.add(narrow);
        return;
      }
      widen(into);
    }
    double[] wide = doubles == null ? new double[FEWEST] : doubles;
    if (count > wide.length) {
      wide = Arrays.copyOf(wide, 2 * count);
    }
    wide[count - 1] = value;
    doubles = wide;
  }

  private void widen(FloatBlock narrow) {
    double[] wide = new double[Math.max(FEWEST, 2 * narrow.size())];
    for (int i = 0; i < narrow.size(); i++) {
      wide[i] = narrow.values()[i];
    }
    doubles = wide;
    floats = null;
    narrow.close();
  }
}
