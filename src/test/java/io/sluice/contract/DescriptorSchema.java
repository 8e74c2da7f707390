package io.sluice.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The published schema of model.json, as a validator. */
final class DescriptorSchema {
  private static final Path FILE = Path.of("openapi/model.schema.json");
  private static final SchemaRegistry SCHEMAS =
      SchemaRegistry.withDefaultDialect(Dialects.getDraft202012());
  private static final Schema SCHEMA = SCHEMAS.getSchema(document());
  private static final Schema META_SCHEMA =
      SCHEMAS.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

  private DescriptorSchema() {}

  static JsonNode document() {
    try {
      return new ObjectMapper().readTree(Files.readString(FILE));
    } catch (IOException e) {
      throw new UncheckedIOException("the tests must run in the project's folder", e);
    }
  }

  /** What is wrong with a descriptor; empty if it fits. */
  static List<String> violations(JsonNode descriptor) {
    return SCHEMA.validate(descriptor).stream().map(Object::toString).toList();
  }

  /** What is wrong with the schema itself; empty if it is a JSON Schema of draft 2020-12. */
  static List<String> ownViolations() {
    return META_SCHEMA.validate(document()).stream().map(Object::toString).toList();
  }
}
