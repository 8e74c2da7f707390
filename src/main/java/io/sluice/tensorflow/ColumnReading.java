package io.sluice.tensorflow;

import com.fasterxml.jackson.core.JsonToken;
import io.sluice.codec.JsonTokens;
import io.sluice.codec.ModelPorts;
import io.sluice.codec.TensorPort;
import io.sluice.model.Names;
import io.sluice.model.Violation;
import io.sluice.model.Violation.Rule;
import io.sluice.model.Violations;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the column form: {@code inputs}, each input once, all instances along its first axis. */
final class ColumnReading {
  private static final String POINTER = "/inputs";

  private final JsonTokens tokens;
  private final TensorReading tensors;
  private final Violations faults;
  private final @Nullable TensorPort only;
  private final Map<String, TensorPort> ports = new LinkedHashMap<>();

  /**
   * @param only the only input; null if there are several
   */
  ColumnReading(
      JsonTokens tokens,
      TensorReading tensors,
      Violations faults,
      ModelPorts ports,
      @Nullable TensorPort only) {
    this.tokens = tokens;
    this.tensors = tensors;
    this.faults = faults;
    this.only = only;
    ports.inputs().forEach(port -> this.ports.put(port.name(), port));
    TensorPort encoded = ports.encoded();
    if (encoded != null) {
      this.ports.put(encoded.name(), encoded);
    }
  }

  /** Reads the value of {@code inputs}, whose first token came last and opens no array. */
  void read(JsonToken start) {
    if (start == JsonToken.START_OBJECT) {
      members();
    } else if (only == null) {
      faults.add(
          POINTER,
          Rule.TYPE,
          "must be an object of all inputs, not " + JsonTokens.kind(start),
          "object");
    } else {
      tensors.whole(only, POINTER, start);
    }
  }

  /**
   * Reads the only input, whose first bracket is open.
   *
   * @param first the token behind the bracket
   */
  void array(TensorPort port, JsonToken first) {
    tensors.open(port);
    tensors.rest(first);
    tensors.shut(port, POINTER);
  }

  private void members() {
    JsonToken next = tokens.next();
    if (next == JsonToken.END_OBJECT) {
      faults.add(POINTER, Rule.MISSING, "a request needs at least one input", null);
    }
    while (next != JsonToken.END_OBJECT) {
      String name = tokens.text();
      TensorPort port = ports.get(name);
      if (port == null && only != null && name.equals(Base64Text.MEMBER)) {
        tensors.open(only);
        tensors.bytes(next);
        tensors.shut(only, POINTER);
        return;
      }
      member(name, port);
      next = tokens.next();
    }
  }

  private void member(String name, @Nullable TensorPort port) {
    JsonToken value = tokens.next();
    String pointer = POINTER + "/" + Violation.token(Names.shown(name));
    if (port == null) {
      faults.add(
          pointer,
          Rule.UNKNOWN,
          "the model has no input '" + Names.shown(name) + "'",
          List.copyOf(ports.keySet()));
      tokens.skip(value);
    } else if (tensors.holds(name)) {
      faults.add(pointer, Rule.DUPLICATE, "'" + name + "' comes twice", null);
      tokens.skip(value);
    } else {
      tensors.whole(port, pointer, value);
    }
  }
}
