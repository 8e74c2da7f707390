package io.sluice.tensorflow;

import com.fasterxml.jackson.core.JsonToken;
import io.sluice.codec.JsonTokens;
import io.sluice.codec.ModelPorts;
import io.sluice.codec.TensorPort;
import io.sluice.model.InstancesBuilder;
import io.sluice.model.ModelSignature;
import io.sluice.model.Violation.Rule;
import io.sluice.model.Violations;
import org.jspecify.annotations.Nullable;

/**
 * Reads the members of a predict request: {@code instances} (row form) or {@code inputs} (column
 * form), and perhaps a {@code signature_name}. Others are passed over, as TensorFlow Serving does.
 *
 * <p>KServe's V1 takes {@code inputs} for {@code instances}. That is not ambiguous: the column form
 * of several inputs is an object, so an array of instances can only be the row form; and an array
 * for the only input is the same data in both, answered in the column form. An array of objects
 * that name the input is the row form there, too.
 */
final class PredictMembers {
  private static final String ROWS = "instances";
  private static final String COLUMNS = "inputs";

  private final JsonTokens tokens;
  private final InstancesBuilder builder;
  private final ModelSignature model;
  private final TensorReading tensors;
  private final Violations faults;
  private final RequestedSignature signature;
  private final ModelPorts ports;
  private boolean columnForm;
  private boolean seen;

  PredictMembers(
      JsonTokens tokens, InstancesBuilder builder, TensorReading tensors, Violations faults) {
    this.tokens = tokens;
    this.builder = builder;
    this.model = builder.signature();
    this.tensors = tensors;
    this.faults = faults;
    this.signature = new RequestedSignature("predict", faults);
    this.ports = ModelPorts.of(model);
  }

  /** Whether the values came in the column form. */
  boolean isColumnForm() {
    return columnForm;
  }

  /** Whether the values came as encoded columns. */
  boolean isEncodedColumns() {
    TensorPort encoded = ports.encoded();
    return encoded != null && tensors.holds(encoded.name());
  }

  /** Reads the rest of the object whose bracket is open. */
  void read() {
    for (JsonToken next = tokens.next(); next != JsonToken.END_OBJECT; next = tokens.next()) {
      String name = tokens.text();
      JsonToken value = tokens.next();
      if (name.equals(RequestedSignature.MEMBER)) {
        signature(value);
      } else if (!name.equals(ROWS) && !name.equals(COLUMNS)) {
        tokens.skip(value);
      } else if (seen) {
        fault(name, Rule.DUPLICATE, "there must be either 'instances' or 'inputs', and only once");
        tokens.skip(value);
      } else if (name.equals(ROWS)) {
        seen = true;
        instances(value);
      } else {
        seen = true;
        inputs(value);
      }
    }
    if (!seen) {
      fault(ROWS, Rule.MISSING, "there must be either 'instances' or 'inputs'");
    }
  }

  private void signature(JsonToken value) {
    signature.read(tokens, value, model);
    if (isEncoded() && seen && !tensors.isUsed()) {
      fault(
          RequestedSignature.MEMBER,
          Rule.SYNTAX,
          "'encoded' must stand before the instances, which it says how to read");
    }
  }

  private void instances(JsonToken value) {
    if (value == JsonToken.START_ARRAY) {
      rows(tokens.next());
    } else {
      fault(ROWS, Rule.TYPE, "must be an array, not " + JsonTokens.kind(value));
      tokens.skip(value);
    }
  }

  private void inputs(JsonToken value) {
    TensorPort only = only();
    ColumnReading columns = new ColumnReading(tokens, tensors, faults, ports, only);
    if (value != JsonToken.START_ARRAY) {
      columnForm = true;
      columns.read(value);
      return;
    }
    JsonToken first = tokens.next();
    if (only == null || first == JsonToken.START_OBJECT) {
      columnForm = rows(first);
    } else {
      columnForm = true;
      columns.array(only, first);
    }
  }

  /**
   * Reads instances.
   *
   * @param first the token behind the bracket
   * @return whether they were the bare bytes of the only input, which the column form has as well
   */
  private boolean rows(JsonToken first) {
    TensorPort encoded = ports.encoded();
    EncodedRows encodedRows =
        encoded == null ? null : new EncodedRows(tokens, tensors, faults, encoded);
    if (isEncoded() && encodedRows != null) {
      encodedRows.read(first);
      return false;
    }
    RowReading rows = new RowReading(tokens, builder, encodedRows);
    rows.read(first);
    return rows.hasBareBytes();
  }

  private boolean isEncoded() {
    return signature.name() == SignatureName.ENCODED;
  }

  private @Nullable TensorPort only() {
    if (isEncoded()) {
      return ports.encoded();
    }
    return ports.inputs().size() == 1 ? ports.inputs().get(0) : null;
  }

  private void fault(String member, Rule rule, String detail) {
    faults.add("/" + member, rule, detail, null);
  }
}
