package io.sluice.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Holds an answer against what the contract says of its operation. */
final class AnswerCheck {
  private static final ObjectMapper JSON = new ObjectMapper();

  private AnswerCheck() {}

  /** What the contract does not foresee in an answer; empty if it keeps to it. */
  static List<String> problems(Operation operation, HttpResponse<String> answer) {
    JsonNode documented = operation.responses().get(Integer.toString(answer.statusCode()));
    if (documented == null) {
      return List.of("the status " + answer.statusCode() + " is not in the contract");
    }
    List<String> problems = new ArrayList<>();
    documented
        .path("headers")
        .properties()
        .forEach(header -> problems.addAll(header(operation, header, answer)));
    problems.addAll(body(operation, Operation.content(documented), answer));
    return problems;
  }

  private static List<String> header(
      Operation operation, Map.Entry<String, JsonNode> header, HttpResponse<String> answer) {
    JsonNode rule = operation.contract().resolve(header.getValue());
    Optional<String> value = answer.headers().firstValue(header.getKey());
    if (value.isEmpty()) {
      return rule.path("required").asBoolean()
          ? List.of("the header " + header.getKey() + " is missing")
          : List.of();
    }
    boolean number = rule.at("/schema/type").asText().equals("integer");
    JsonNode typed =
        number
            ? JsonNodeFactory.instance.numberNode(Long.parseLong(value.get()))
            : TextNode.valueOf(value.get());
    return operation.contract().violations(rule.path("schema"), typed);
  }

  private static List<String> body(
      Operation operation, Map<String, JsonNode> content, HttpResponse<String> answer) {
    if (content.isEmpty()) {
      return List.of();
    }
    String type = mediaType(answer);
    JsonNode documented = content.get(type);
    if (documented == null) {
      return List.of("the media type '" + type + "' is not in the contract: " + content.keySet());
    }
    try {
      JsonNode value =
          type.matches(".*[/+]json")
              ? JSON.readTree(answer.body())
              : TextNode.valueOf(answer.body());
      return operation.contract().violations(documented.path("schema"), value);
    } catch (JsonProcessingException e) {
      return List.of("the body is not JSON: " + e.getOriginalMessage());
    }
  }

  /** The media type of an answer without its parameters; empty if it names none. */
  static String mediaType(HttpResponse<?> answer) {
    return answer.headers().firstValue("Content-Type").orElse("").replaceAll("\\s*;.*", "");
  }
}
