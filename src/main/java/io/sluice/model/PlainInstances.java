package io.sluice.model;

import io.sluice.model.InputField.TensorField;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads instances that are Java values already. */
public final class PlainInstances {
  private PlainInstances() {}

  /**
   * Checks and encodes maps of plain values.
   *
   * @param instances each keyed by field name; numbers, strings, booleans, nested or flat lists of
   *     numbers for tensors
   * @throws InvalidInstancesException with every violation found
   */
  public static Instances read(ModelSignature signature, List<? extends Map<String, ?>> instances) {
    try (InstancesBuilder builder = new InstancesBuilder(signature, InstanceLimits.DEFAULT)) {
      for (Map<String, ?> instance : instances) {
        builder.begin();
        instance.forEach((name, value) -> field(builder, name, value));
        builder.end();
      }
      return builder.build();
    }
  }

  private static void field(InstancesBuilder builder, String name, @Nullable Object value) {
    int input = builder.field(name);
    if (input < 0) {
      return;
    }
    if (value == null) {
      builder.absent(input);
    } else if (builder.signature().inputs().get(input) instanceof TensorField) {
      builder.beginTensor(input);
      elements(builder, value);
      builder.endTensor();
    } else if (value instanceof Number number) {
      builder.number(input, number.doubleValue());
    } else if (value instanceof Boolean bool) {
      builder.bool(input, bool);
    } else if (value instanceof CharSequence text) {
      builder.string(input, text.toString());
    } else {
      builder.wrongType(input, value.getClass().getSimpleName());
    }
  }

  private static void elements(InstancesBuilder builder, @Nullable Object value) {
    if (value instanceof List<?> list) {
      builder.openArray();
      list.forEach(element -> elements(builder, element));
      builder.closeArray();
    } else if (value instanceof Number number) {
      builder.element(number.doubleValue());
    } else {
      builder.wrongElement(String.valueOf(value));
    }
  }
}
