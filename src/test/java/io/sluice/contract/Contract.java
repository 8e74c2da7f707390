package io.sluice.contract;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The contract as a tree that tests can walk, with its references followed. */
final class Contract {
  static final String JSON = "application/json";
  static final String PROBLEM = "application/problem+json";
  private static final Path FILE = Path.of("openapi/v1/openapi.yaml");
  private static final String ID = "urn:sluice:contract";
  private static final Set<String> METHODS =
      Set.of("get", "put", "post", "delete", "patch", "head", "options", "trace");

  private final JsonNode document;
  private final SchemaRegistry schemas;

  private Contract(String yaml) throws IOException {
    this.document = new YAMLMapper().readTree(yaml);
    String json = document.toString();
    // The whole document stands where a schema is expected, so that references into it resolve.
    Dialect dialect =
        Dialect.builder(Dialects.getOpenApi30())
            .keywords(
                document.propertyStream().map(e -> new NonValidationKeyword(e.getKey())).toList())
            .build();
    this.schemas =
        SchemaRegistry.withDefaultDialect(dialect, builder -> builder.schemas(Map.of(ID, json)));
  }

  /** The contract as it lies in the source tree. */
  static Contract ofSource() {
    try {
      return new Contract(Files.readString(FILE));
    } catch (IOException e) {
      throw new IllegalStateException("the tests must run in the project's folder", e);
    }
  }

  JsonNode document() {
    return document;
  }

  /** Every operation, in the order of the file. */
  List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
      for (Map.Entry<String, JsonNode> member : path.getValue().properties()) {
        if (METHODS.contains(member.getKey())) {
          operations.add(
              new Operation(
                  this, member.getKey(), path.getKey(), path.getValue(), member.getValue()));
        }
      }
    }
    return operations;
  }

  Operation operation(String operationId) {
    return operations().stream()
        .filter(operation -> operation.id().equals(operationId))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("no operation " + operationId));
  }

  /** The node itself, or the one it refers to. */
  JsonNode resolve(JsonNode node) {
    JsonNode reference = node.path("$ref");
    return reference.isMissingNode()
        ? node
        : resolve(document.at(reference.textValue().substring(1)));
  }

  /** What is wrong with a value that a schema of this document describes; empty if it fits. */
  List<String> violations(JsonNode schema, JsonNode value) {
    Schema compiled =
        schema.has("$ref")
            ? schemas.getSchema(SchemaLocation.of(ID + schema.get("$ref").textValue()))
            : schemas.getSchema(SchemaLocation.of(ID + "#/inline"), schema);
    return compiled.validate(value).stream().map(Object::toString).toList();
  }

  /** The values of one enumeration, in the order of the file. */
  List<String> words(String pointer) {
    return texts(document.at(pointer));
  }

  static List<String> texts(JsonNode list) {
    return stream(list).map(JsonNode::textValue).toList();
  }

  static Stream<JsonNode> stream(JsonNode node) {
    List<JsonNode> children = new ArrayList<>();
    node.forEach(children::add);
    return children.stream();
  }
}
