package io.sluice.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One typed input of a model, as the caller knows it. */
public sealed interface InputField {
  /** The name that no input may have: in a query string it limits the classes of the answer. */
  String RESERVED = "top";

  /** Name, label and description. */
  FieldInfo info();

  /** Columns that the field takes in the network's feature row; 0 if it never reaches it. */
  int columns();

  /** The plain value used when the caller leaves the field out; null makes the field required. */
  default @Nullable Object defaultValue() {
    return null;
  }

  /** The field's name in requests. */
  default String name() {
    return info().name();
  }

  /**
   * A real number.
   *
   * @param minimum lowest allowed value, included; -Infinity without one
   * @param maximum highest allowed value, included; +Infinity without one
   * @param unit the unit of the value, for people; empty without one
   */
  record NumberField(
      FieldInfo info, double minimum, double maximum, String unit, @Nullable Double defaultValue)
      implements InputField {
    @Override
    public int columns() {
      return 1;
    }
  }

  /** A whole number, both bounds included. */
  record IntegerField(
      FieldInfo info, long minimum, long maximum, String unit, @Nullable Long defaultValue)
      implements InputField {
    @Override
    public int columns() {
      return 1;
    }
  }

  /** One of a closed set of words. */
  record CategoryField(
      FieldInfo info, List<String> values, Encoding encoding, @Nullable String defaultValue)
      implements InputField {
    public CategoryField {
      values = List.copyOf(values);
    }

    @Override
    public int columns() {
      return encoding == Encoding.ONE_HOT ? values.size() : 1;
    }
  }

  /** True (1) or false (0). */
  record BooleanField(FieldInfo info, @Nullable Boolean defaultValue) implements InputField {
    @Override
    public int columns() {
      return 1;
    }
  }

  /** A label of the instance: never fed to the network, given back beside the prediction. */
  record TextField(FieldInfo info, int maxLength, @Nullable String defaultValue)
      implements InputField {
    @Override
    public int columns() {
      return 0;
    }
  }

  /**
   * A whole input tensor of the network.
   *
   * @param shape of one instance; -1 where the length varies
   * @param layout what the axes mean, as {@link TensorSpec#layout} has it; empty if nothing says
   */
  record TensorField(
      FieldInfo info,
      Datatype datatype,
      List<Integer> shape,
      String layout,
      double minimum,
      double maximum)
      implements InputField {
    public TensorField {
      shape = List.copyOf(shape);
    }

    /** The same field under another layout. */
    public TensorField withLayout(String other) {
      return new TensorField(info, datatype, shape, other, minimum, maximum);
    }

    @Override
    public int columns() {
      return 0;
    }
  }

  /** How a category becomes numbers. */
  enum Encoding {
    /** One column a value: 1 for the one that holds, 0 for the others. */
    ONE_HOT,
    /** One column: the position of the value in the list, from 0. */
    ORDINAL
  }
}
