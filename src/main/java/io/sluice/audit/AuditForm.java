package io.sluice.audit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The audit in the forms of the contract. Members that say nothing are left out. */
final class AuditForm {
  private static final JsonFactory JSON = new JsonFactory();

  private AuditForm() {}

  /**
   * A page of entries.
   *
   * @param more whether there may be later ones: {@code next} then says how to ask for them
   */
  static byte[] page(List<AuditRow> rows, boolean more) {
    return write(
        json -> {
          json.writeArrayFieldStart("entries");
          for (AuditRow row : rows) {
            json.writeStartObject();
            entry(json, row);
            json.writeEndObject();
          }
          json.writeEndArray();
          if (more) {
            json.writeNumberField("next", rows.get(rows.size() - 1).sequence());
          }
        });
  }

  /** What was found when all was read through. */
  static byte[] verification(AuditVerification found) {
    return write(
        json -> {
          json.writeBooleanField("intact", found.intact());
          json.writeNumberField("entries", found.entries());
          json.writeStringField("hash", found.hash());
          AuditVerification.Fault fault = found.fault();
          if (fault != null) {
            json.writeObjectFieldStart("fault");
            json.writeNumberField("sequence", fault.sequence());
            json.writeStringField(
                "rule", fault.rule().name().toLowerCase(Locale.ROOT).replace('_', '-'));
            json.writeEndObject();
          }
        });
  }

  private static void entry(JsonGenerator json, AuditRow row) throws IOException {
    json.writeNumberField("sequence", row.sequence());
    json.writeStringField("at", row.at().toString());
    json.writeStringField("actor", row.actor());
    text(json, "role", row.role());
    json.writeStringField("action", row.action());
    json.writeStringField("object", row.object());
    text(json, "model", row.model());
    text(json, "oldDigest", row.oldDigest());
    text(json, "newDigest", row.newDigest());
    text(json, "requestId", row.requestId());
    json.writeStringField("outcome", row.outcome());
    text(json, "detail", row.detail());
    json.writeStringField("previousHash", row.previousHash());
    json.writeStringField("hash", row.hash());
  }

  private static void text(JsonGenerator json, String name, @Nullable String value)
      throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  private static byte[] write(Members members) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      members.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("memory can be written", e);
    }
    return bytes.toByteArray();
  }

  /** Writes the members of an object. */
  @FunctionalInterface
  private interface Members {
    void write(JsonGenerator json) throws IOException;
  }
}
