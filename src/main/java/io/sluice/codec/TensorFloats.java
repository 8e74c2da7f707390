package io.sluice.codec;

import io.sluice.model.Datatype;
import io.sluice.model.FieldInfo;
import io.sluice.model.FloatBlock;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.Numerals;
import io.sluice.model.Violation;
import io.sluice.model.Violation.Rule;
import io.sluice.model.Violations;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the float memory of a network's input of a tensor that was sent. */
final class TensorFloats {
  private TensorFloats() {}

  /** The field that a row of encoded columns is: any finite values. */
  static TensorField columns(String name, int count) {
    // Its name is the network's, and need not be fit for a field.
    FieldInfo info = FieldInfo.named("columns");
    return new TensorField(
        info,
        Datatype.FP32,
        List.of(count),
        "",
        Double.NEGATIVE_INFINITY,
        Double.POSITIVE_INFINITY);
  }

  /**
   * Checks all values against a field's type and range.
   *
   * @return the caller's to close; null if one is wrong, which was noted: one violation a tensor,
   *     for an image of wrong bytes is one fault, not ten thousand
   */
  static @Nullable FloatBlock take(NamedTensor tensor, TensorField field, Violations faults) {
    if (!tensor.type().isNumeric()) {
      faults.add(
          tensor.pointer(),
          Rule.TYPE,
          "'%s' must be of numbers, not BYTES".formatted(tensor.name()),
          field.datatype().name());
      return null;
    }
    FloatBlock floats = tensor.floats();
    boolean whole = field.datatype().isWhole();
    if (floats != null) {
      double low = Math.max(field.minimum(), -Float.MAX_VALUE);
      double high = Math.min(field.maximum(), Float.MAX_VALUE);
      if (areFine(floats.values(), floats.size(), low, high, whole)) {
        return tensor.takeFloats();
      }
    }
    int wrong = firstWrong(tensor, field);
    if (wrong >= 0) {
      reject(tensor, field, wrong, faults);
      return null;
    }
    FloatBlock rounded = new FloatBlock(tensor.count());
    for (int i = 0; i < tensor.count(); i++) {
      rounded.add((float) tensor.number(i));
    }
    return rounded;
  }

  private static boolean areFine(
      float[] values, int count, double low, double high, boolean whole) {
    for (int i = 0; i < count; i++) {
      float value = values[i];
      // Not a number is neither.
      if (!(value >= low && value <= high) || (whole && value != (float) Math.rint(value))) {
        return false;
      }
    }
    return true;
  }

  private static int firstWrong(NamedTensor tensor, TensorField field) {
    for (int i = 0; i < tensor.count(); i++) {
      if (fault(tensor.number(i), field) != null) {
        return i;
      }
    }
    return -1;
  }

  private static @Nullable Rule fault(double value, TensorField field) {
    float stored = (float) value;
    if (!Float.isFinite(stored)) {
      return Rule.FINITE;
    }
    if (field.datatype().isWhole() && (value != Math.rint(value) || value != stored)) {
      return Rule.TYPE;
    }
    return value < field.minimum() || value > field.maximum() ? Rule.RANGE : null;
  }

  private static void reject(NamedTensor tensor, TensorField field, int at, Violations faults) {
    double value = tensor.number(at);
    Rule rule = fault(value, field);
    if (rule == null) {
      throw new IllegalStateException("nothing is wrong with " + value);
    }
    String pointer = tensor.pointer() + "/data/" + at;
    String holds = "'%s' holds %s, ".formatted(tensor.name(), Numerals.show(value));
    switch (rule) {
      case FINITE -> faults.add(pointer, rule, holds + "which is no finite float32", null);
      case TYPE ->
          faults.add(
              pointer, rule, holds + "where a whole number belongs that float32 holds", "integer");
      default ->
          faults.add(
              pointer,
              rule,
              holds + "which is out of range",
              new Violation.Range(field.minimum(), field.maximum()));
    }
  }
}
