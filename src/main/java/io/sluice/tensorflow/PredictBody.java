package io.sluice.tensorflow;

import com.fasterxml.jackson.core.JsonToken;
import io.sluice.codec.JsonRowsReader;
import io.sluice.codec.JsonTokens;
import io.sluice.model.InstanceSource;
import io.sluice.model.Instances;
import io.sluice.model.InstancesBuilder;
import io.sluice.model.ModelSignature;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Violation.Rule;
import io.sluice.model.Violations;
import java.io.InputStream;

/** The body of one predict request, of whichever form. */
final class PredictBody implements InstanceSource {
  private final JsonRowsReader reader;
  private final InputStream body;
  private boolean columnForm;
  private boolean encoded;

  /**
   * @param body read once
   */
  PredictBody(JsonRowsReader reader, InputStream body) {
    this.reader = reader;
    this.body = body;
  }

  /** Whether the answer is to be in the column form; known once the body was read. */
  boolean isColumnForm() {
    return columnForm;
  }

  /** Whether encoded columns came in place of the features, and with them of their text labels. */
  boolean isEncoded() {
    return encoded;
  }

  @Override
  public Instances read(ModelSignature model) {
    return reader.read(body, model, RequestedSignature::isDefault, this::any);
  }

  private Instances any(JsonTokens tokens, InstancesBuilder builder) {
    Violations faults = new Violations(reader.limits().maxErrors());
    try (TensorReading tensors =
        new TensorReading(tokens, builder.signature(), reader.limits(), faults)) {
      PredictMembers members = new PredictMembers(tokens, builder, tensors, faults);
      JsonToken start = tokens.first();
      if (start == JsonToken.START_OBJECT) {
        members.read();
      } else {
        faults.add(
            "", Rule.TYPE, "the body must be an object, not " + JsonTokens.kind(start), "object");
        tokens.skip(start);
      }
      tokens.end();
      if (!faults.isEmpty()) {
        throw faults.toException(Kind.INVALID_INSTANCES);
      }
      columnForm = members.isColumnForm();
      encoded = members.isEncodedColumns();
      return tensors.isUsed() ? tensors.instances() : builder.build();
    }
  }
}
