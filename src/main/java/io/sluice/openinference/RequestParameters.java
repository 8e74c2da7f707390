package io.sluice.openinference;

import io.sluice.codec.JsonCursor;
import io.sluice.codec.JsonCursor.Value;
import io.sluice.model.Names;
import io.sluice.model.Violation;
import io.sluice.model.Violation.Rule;
import io.sluice.model.Violations;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The object {@code parameters} of a request, an input or an output: strings, numbers and truth
 * values by name. Those that nobody here knows are passed over, as the protocol has it.
 */
final class RequestParameters {
  private static final int MOST = 64;
  static final RequestParameters NONE = new RequestParameters(Map.of(), "");

  private final Map<String, Object> values;
  private final String pointer;

  private RequestParameters(Map<String, Object> values, String pointer) {
    this.values = values;
    this.pointer = pointer;
  }

  /**
   * Reads the object that comes next.
   *
   * @param pointer to it
   */
  static RequestParameters read(JsonCursor json, String pointer, Violations faults) {
    Value kind = json.value();
    if (kind != Value.OBJECT) {
      faults.add(pointer, Rule.TYPE, "must be an object, not " + kind.words(), "object");
      json.skip();
      return NONE;
    }
    Map<String, Object> values = new HashMap<>();
    json.beginObject();
    while (json.hasMember()) {
      String name = json.name();
      String where = pointer + "/" + Violation.token(Names.shown(name));
      Object value = value(json);
      if (value == null) {
        faults.add(where, Rule.TYPE, "must be a string, a number or a boolean", null);
      } else if (values.size() == MOST) {
        faults.add(pointer, Rule.TOO_MANY, "there may be %d parameters".formatted(MOST), null);
        return NONE;
      } else if (values.put(name, value) != null) {
        faults.add(where, Rule.DUPLICATE, "'%s' comes twice".formatted(Names.shown(name)), null);
      }
    }
    return new RequestParameters(values, pointer);
  }

  private static @Nullable Object value(JsonCursor json) {
    return switch (json.value()) {
      case STRING -> json.string();
      case NUMBER -> json.number();
      case TRUE, FALSE -> json.bool();
      case OBJECT, ARRAY, NULL -> {
        json.skip();
        yield null;
      }
    };
  }

  /** Whether there is a parameter of this name. */
  boolean has(String name) {
    return values.containsKey(name);
  }

  /** A truth value; null without it. */
  @Nullable Boolean truth(String name, Violations faults) {
    Object value = values.get(name);
    if (value == null || value instanceof Boolean) {
      return (Boolean) value;
    }
    faults.add(pointer + "/" + name, Rule.TYPE, "'" + name + "' must be true or false", "boolean");
    return null;
  }

  /** A whole number, at least {@code least} and at most 2^53; 0 without it. */
  long whole(String name, long least, Violations faults) {
    Object value = values.get(name);
    if (value == null) {
      return 0;
    }
    if (value instanceof Double number
        && number == Math.rint(number)
        && number >= least
        && number <= 0x1p53) {
      return number.longValue();
    }
    faults.add(
        pointer + "/" + name,
        Rule.RANGE,
        "'%s' must be a whole number, at least %d".formatted(name, least),
        new Violation.Range(least, 0x1p53));
    return 0;
  }

  /**
   * Refuses a parameter that asks for what is not done here: silence would be taken for obedience.
   *
   * @param harmless values that ask for nothing
   */
  void refuse(String name, String detail, Violations faults, Object... harmless) {
    Object value = values.get(name);
    if (value == null) {
      return;
    }
    for (Object one : harmless) {
      if (one.equals(value)) {
        return;
      }
    }
    faults.add(pointer + "/" + name, Rule.UNKNOWN, "'%s': %s".formatted(name, detail), null);
  }
}
