package io.sluice.tensorflow;

import com.fasterxml.jackson.core.JsonToken;
import io.sluice.codec.JsonTokens;
import io.sluice.codec.TensorPort;
import io.sluice.model.Violation.Rule;
import io.sluice.model.Violations;

/**
 * Reads rows that are encoded already: lists of columns, or objects of one such list under the
 * network's name. Together they are one tensor.
 */
final class EncodedRows {
  private static final String POINTER = "/instances";

  private final JsonTokens tokens;
  private final TensorReading tensors;
  private final Violations faults;
  private final TensorPort port;

  /**
   * @param port the columns
   */
  EncodedRows(JsonTokens tokens, TensorReading tensors, Violations faults, TensorPort port) {
    this.tokens = tokens;
    this.tensors = tensors;
    this.faults = faults;
    this.port = port;
  }

  /**
   * Reads all rows of an open array.
   *
   * @param first the token behind the bracket
   */
  void read(JsonToken first) {
    tensors.open(port);
    rows(first);
    tensors.shut(port, POINTER);
  }

  /** As {@link #read}, if the first name of the first row came last. */
  void readFromName() {
    tensors.open(port);
    members(JsonToken.FIELD_NAME);
    rows(tokens.next());
    tensors.shut(port, POINTER);
  }

  private void rows(JsonToken first) {
    for (JsonToken row = first; row != JsonToken.END_ARRAY; row = tokens.next()) {
      if (row == JsonToken.START_OBJECT) {
        members(tokens.next());
      } else {
        tensors.element(row);
      }
    }
  }

  private void members(JsonToken first) {
    int members = 0;
    for (JsonToken name = first; name != JsonToken.END_OBJECT; name = tokens.next()) {
      boolean isColumns = members == 0 && tokens.text().equals(port.name());
      JsonToken value = tokens.next();
      if (isColumns) {
        tensors.element(value);
      } else {
        tokens.skip(value);
        faults.add(
            POINTER,
            Rule.UNKNOWN,
            "a row of encoded columns has the input '" + port.name() + "' alone",
            port.name());
      }
      members++;
    }
    if (members == 0) {
      faults.add(POINTER, Rule.MISSING, "'" + port.name() + "' is missing in a row", null);
    }
  }
}
