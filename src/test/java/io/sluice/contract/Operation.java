package io.sluice.contract;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * One operation of the contract.
 *
 * @param contract where references lead
 * @param method lower case, as the document has it
 * @param path with its templates: {@code /api/v1/models/{model}}
 * @param pathItem what all operations of the path share
 * @param node the operation itself
 */
record Operation(Contract contract, String method, String path, JsonNode pathItem, JsonNode node) {

  String id() {
    return node.path("operationId").asText();
  }

  /** Whether the application answers it, rather than the server's own MicroProfile endpoints. */
  boolean isOurs() {
    return path.startsWith("/api/");
  }

  boolean hasBody() {
    return node.has("requestBody");
  }

  /** The parameters of the path and of the operation, references followed. */
  Stream<JsonNode> parameters() {
    return Stream.concat(
            Contract.stream(pathItem.path("parameters")), Contract.stream(node.path("parameters")))
        .map(contract::resolve);
  }

  /** The request body's media types, each with its schema and examples. */
  Map<String, JsonNode> requestContent() {
    return content(contract.resolve(node.path("requestBody")));
  }

  Set<String> statuses() {
    return responses().keySet();
  }

  /** The answers by status, references followed. */
  Map<String, JsonNode> responses() {
    Map<String, JsonNode> responses = new TreeMap<>();
    node.path("responses")
        .properties()
        .forEach(answer -> responses.put(answer.getKey(), contract.resolve(answer.getValue())));
    return responses;
  }

  static Map<String, JsonNode> content(JsonNode bodyOrResponse) {
    Map<String, JsonNode> content = new TreeMap<>();
    bodyOrResponse
        .path("content")
        .properties()
        .forEach(type -> content.put(type.getKey(), type.getValue()));
    return content;
  }

  @Override
  public String toString() {
    return method.toUpperCase(Locale.ROOT) + " " + path;
  }
}
