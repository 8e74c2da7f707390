package io.sluice.tensorflow;

import com.fasterxml.jackson.core.JsonToken;
import io.sluice.codec.JsonTokens;
import io.sluice.model.InputField;
import io.sluice.model.InstanceLimits;
import io.sluice.model.InstancesBuilder;
import io.sluice.model.ModelSignature;
import io.sluice.model.Names;
import io.sluice.model.Violation;
import io.sluice.model.Violation.Rule;
import io.sluice.model.Violations;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What all examples of a request have in common: values by input, each a value or a list. */
final class ExampleContext {
  /** The member that holds it. */
  static final String MEMBER = "context";

  private static final int SOME = 64;

  private final ModelSignature signature;
  private final InstanceLimits limits;
  private final Violations faults;

  /** A {@code Double}, {@code Boolean}, {@code String} or {@code double[]} each; null for none. */
  private final @Nullable Object[] values;

  /**
   * @param faults takes what is wrong with it
   */
  ExampleContext(ModelSignature signature, InstanceLimits limits, Violations faults) {
    this.signature = signature;
    this.limits = limits;
    this.faults = faults;
    this.values = new Object[signature.inputs().size()];
  }

  /** Reads the rest of an object whose bracket is open. */
  void read(JsonTokens tokens) {
    for (JsonToken next = tokens.next(); next != JsonToken.END_OBJECT; next = tokens.next()) {
      String name = tokens.text();
      int input = signature.indexOf(name);
      JsonToken value = tokens.next();
      if (input < 0) {
        String detail = "the model has no input '" + Names.shown(name) + "'";
        faults.add(pointer(name), Rule.UNKNOWN, detail, signature.inputNames());
        tokens.skip(value);
      } else if (values[input] != null) {
        faults.add(pointer(name), Rule.DUPLICATE, "'" + name + "' comes twice", null);
        tokens.skip(value);
      } else {
        values[input] = value(name, value, tokens);
      }
    }
  }

  /**
   * Gives the present example of a builder what it does not have of its own.
   *
   * @param named the inputs that the example has
   */
  void fill(InstancesBuilder builder, BitSet named) {
    List<InputField> inputs = signature.inputs();
    for (int input = 0; input < values.length; input++) {
      Object value = values[input];
      if (value != null && !named.get(input)) {
        builder.field(inputs.get(input).name());
        fill(builder, input, value);
      }
    }
  }

  private void fill(InstancesBuilder builder, int input, Object value) {
    if (signature.takesTensors()) {
      fillTensor(builder, input, value);
    } else if (value instanceof Double number) {
      builder.number(input, number);
    } else if (value instanceof Boolean truth) {
      builder.bool(input, truth);
    } else if (value instanceof String text) {
      builder.string(input, text);
    } else {
      builder.wrongType(input, "an array");
    }
  }

  private static void fillTensor(InstancesBuilder builder, int input, Object value) {
    builder.beginTensor(input);
    if (value instanceof double[] list) {
      builder.openArray();
      for (double element : list) {
        builder.element(element);
      }
      builder.closeArray();
    } else if (value instanceof Double number) {
      builder.element(number);
    } else {
      builder.wrongElement(value instanceof String ? "a string" : "a boolean");
    }
    builder.endTensor();
  }

  private @Nullable Object value(String name, JsonToken token, JsonTokens tokens) {
    return switch (token) {
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> tokens.number();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_STRING -> tokens.text();
      case VALUE_NULL -> null;
      case START_ARRAY -> signature.takesTensors() ? list(name, tokens) : only(name, tokens);
      default -> bytes(name, tokens);
    };
  }

  /** The only value of a list, for a feature. */
  private @Nullable Object only(String name, JsonTokens tokens) {
    JsonToken first = tokens.next();
    boolean alone = first.isScalarValue();
    Object value = alone ? value(name, first, tokens) : null;
    tokens.skip(first);
    for (JsonToken next = first; next != JsonToken.END_ARRAY; ) {
      next = tokens.next();
      tokens.skip(next);
      alone &= next == JsonToken.END_ARRAY;
    }
    if (!alone) {
      fault(name, "must be a value, or a list of one");
    }
    return value;
  }

  private double[] list(String name, JsonTokens tokens) {
    double[] list = new double[SOME];
    int count = 0;
    for (JsonToken next = tokens.next(); next != JsonToken.END_ARRAY; next = tokens.next()) {
      if (!next.isNumeric() || count == limits.maxValues()) {
        fault(name, "must be a list of at most %,d numbers".formatted(limits.maxValues()));
        tokens.skip(next);
      } else {
        list = count == list.length ? Arrays.copyOf(list, 2 * count) : list;
        list[count++] = tokens.number();
      }
    }
    return Arrays.copyOf(list, count);
  }

  private @Nullable Object bytes(String name, JsonTokens tokens) {
    String text = Base64Text.read(tokens, tokens.next());
    if (text == null) {
      fault(name, "must be a value, a list or the base64 of text");
    }
    return text;
  }

  private void fault(String name, String detail) {
    faults.add(pointer(name), Rule.TYPE, detail, null);
  }

  private static String pointer(String name) {
    return "/" + MEMBER + "/" + Violation.token(Names.shown(name));
  }
}
