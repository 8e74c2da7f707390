package io.sluice.catalog;

import static io.sluice.codec.JsonTree.object;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The errors in the contract of a model; those of {@code openapi.yaml}, without its examples. */
final class ContractProblems {
  private static final Map<String, String> OF_GET =
      descriptions(
          "400", "A field or a parameter is wrong; every wrong field is listed.",
          "404", "No model answers under this name any more.",
          "406", "The Accept header leaves out every media type of this answer.",
          "500", "The model or the server failed.",
          "429",
              "Too many requests wait for the model already, or the caller asks more than he may.",
          "503", "No version is ready, or the deadline cannot be met.");
  private static final Map<String, String> OF_BODY =
      descriptions(
          "413", "The body is larger than the server takes.",
          "415", "The body's media type or encoding is not one of those taken.");

  private ContractProblems() {}

  /** The error answers of an operation, by status. */
  static Map<String, Object> responses(boolean withBody) {
    Map<String, String> all = new LinkedHashMap<>(OF_GET);
    if (withBody) {
      all.putAll(OF_BODY);
    }
    Map<String, Object> responses = new LinkedHashMap<>();
    all.keySet().stream()
        .sorted()
        .forEach(status -> responses.put(status, response(String.valueOf(all.get(status)))));
    return responses;
  }

  /** The schema of a problem, RFC 9457. */
  static Map<String, Object> schema() {
    return object(
        "type",
        "object",
        "description",
        "An error as RFC 9457 has it.",
        "required",
        List.of("type", "title", "status", "detail", "requestId"),
        "properties",
        object(
            "type", text("Which kind of error, a stable URN."),
            "title", text("The kind in words."),
            "status", object("type", "integer", "description", "The HTTP status."),
            "detail", text("What went wrong this time."),
            "requestId", text("The id of the request."),
            "errors",
                object(
                    "type", "array",
                    "description", "What is wrong, field by field.",
                    "items", error()),
            "errorCount", object("type", "integer", "description", "How many errors were found.")));
  }

  private static Map<String, Object> error() {
    return object(
        "type",
        "object",
        "description",
        "One broken rule at one place.",
        "required",
        List.of("pointer", "rule", "detail"),
        "properties",
        object(
            "pointer", text("Where, as a JSON pointer (RFC 6901)."),
            "rule", text("The rule that is broken."),
            "detail", text("What is wrong."),
            "allowed", object("description", "What would be right.")));
  }

  private static Map<String, Object> response(String description) {
    return object(
        "description",
        description,
        "content",
        object(
            "application/problem+json",
            object("schema", object("$ref", "#/components/schemas/Problem"))));
  }

  private static Map<String, Object> text(String description) {
    return object("type", "string", "description", description);
  }

  private static Map<String, String> descriptions(String... statusAndText) {
    Map<String, String> descriptions = new LinkedHashMap<>();
    for (int i = 0; i < statusAndText.length; i += 2) {
      descriptions.put(statusAndText[i], statusAndText[i + 1]);
    }
    return descriptions;
  }
}
