package io.sluice.openinference;

import io.sluice.codec.JsonCursor;
import io.sluice.codec.JsonCursor.Value;
import io.sluice.codec.NamedTensor;
import io.sluice.codec.TensorCollector;
import io.sluice.codec.TensorType;
import io.sluice.model.InstanceLimits;
import io.sluice.model.Names;
import io.sluice.model.Violation.Rule;
import io.sluice.model.Violations;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One input while its members are read, which come in any order. */
final class InferInput implements AutoCloseable {
  static final int NO_BLOB = -1;
  private static final String BINARY = "binary_data_size";

  final String pointer;
  @Nullable String name;
  @Nullable TensorType type;
  int @Nullable [] shape;
  RequestParameters parameters = RequestParameters.NONE;

  /** What it is, once that is known. */
  @Nullable NamedTensor tensor;

  /** How many bytes it has behind the JSON; {@link #NO_BLOB} if its data is in the JSON. */
  long blob = NO_BLOB;

  private boolean hasData;
  private boolean wrongType;
  private boolean sound;

  InferInput(String pointer) {
    this.pointer = pointer;
  }

  void type(@Nullable String word, Violations faults) {
    type = word == null ? null : TensorType.of(word);
    if (type == null) {
      wrongType = true;
      faults.add(
          pointer + "/datatype",
          Rule.TYPE,
          "'%s' is no datatype".formatted(Names.shown(String.valueOf(word))),
          Arrays.stream(TensorType.values()).map(Enum::name).toList());
    }
  }

  /** Collects the values that come next. */
  void data(JsonCursor json, TensorCollector collector, InstanceLimits limits, Violations faults) {
    if (hasData) {
      faults.add(pointer + "/data", Rule.DUPLICATE, "'data' comes twice", null);
    }
    hasData = true;
    int[] axes = shape;
    long likely = axes == null ? 0 : size(axes, limits);
    collector.begin(type, (int) Math.max(0, likely));
    if (json.value() == Value.ARRAY) {
      array(json, collector);
    } else {
      // A scalar has no bracket.
      element(json, collector);
    }
  }

  private static void array(JsonCursor json, TensorCollector collector) {
    int open = 1;
    json.beginArray();
    collector.open();
    while (open > 0) {
      if (!json.hasElement()) {
        collector.shut();
        open--;
      } else if (json.value() == Value.ARRAY) {
        json.beginArray();
        collector.open();
        open++;
      } else {
        element(json, collector);
      }
    }
  }

  private static void element(JsonCursor json, TensorCollector collector) {
    Value kind = json.value();
    switch (kind) {
      case NUMBER -> collector.number(json.number());
      case STRING -> collector.text(json.string());
      case TRUE, FALSE -> collector.bool(json.bool());
      case NULL -> {
        json.nothing();
        collector.number(Double.NaN);
      }
      default -> {
        collector.wrong(kind.words());
        json.skip();
      }
    }
  }

  /** Checks that all is there, and makes the tensor if its data was in the JSON. */
  void end(TensorCollector collector, InstanceLimits limits, Violations faults) {
    boolean binary = parameters.has(BINARY);
    long size = parameters.whole(BINARY, 0, faults);
    sound = has("name", name != null, faults);
    sound &= has("shape", shape != null, faults);
    sound &= wrongType ? false : has("datatype", type != null, faults);
    if (binary == hasData) {
      faults.add(
          pointer + "/data",
          binary ? Rule.DUPLICATE : Rule.MISSING,
          binary
              ? "an input has either data or '" + BINARY + "'"
              : "an input needs data, or '" + BINARY + "' and bytes behind the JSON",
          null);
      sound = false;
    }
    if (sound && shape != null && size(shape, limits) < 0) {
      faults.add(
          pointer + "/shape",
          Rule.TOO_MANY,
          "a request may hold %,d values".formatted(limits.maxValues()),
          Integer.toString(limits.maxValues()));
      sound = false;
    }
    if (binary) {
      blob = size;
    } else if (sound && name != null && type != null && shape != null) {
      tensor = collector.tensor(name, pointer, type, shape, faults);
    }
  }

  /** Whether name, type and shape are there and can be. */
  boolean isSound() {
    return sound;
  }

  @Override
  public void close() {
    if (tensor != null) {
      tensor.close();
    }
  }

  private boolean has(String member, boolean there, Violations faults) {
    if (!there) {
      faults.add(pointer + "/" + member, Rule.MISSING, "an input needs a " + member, null);
    }
    return there;
  }

  /** How many values a shape holds; -1 for more than a request may have. */
  private static long size(int[] axes, InstanceLimits limits) {
    long size = 1;
    for (int axis : axes) {
      size *= axis;
      if (size > limits.maxValues()) {
        return -1;
      }
    }
    return size;
  }
}
