package io.sluice.repository;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object member by member and records what is wrong with it: a member that is
 * missing, of the wrong type, or never asked for.
 */
final class JsonObjectReader {
  private final JsonNode node;
  private final String pointer;
  private final List<String> problems;
  private final Set<String> asked = new HashSet<>();

  JsonObjectReader(JsonNode node, String pointer, List<String> problems) {
    this.node = node;
    this.pointer = pointer;
    this.problems = problems;
    if (!node.isObject()) {
      problem("", "must be an object");
    }
  }

  void problem(String member, String rule) {
    problems.add((member.isEmpty() ? pointer : pointer + "/" + member) + ": " + rule);
  }

  /** A text that must be there and that a type accepts; null after a recorded problem. */
  <T> @Nullable T required(String member, Function<String, T> type) {
    String text = text(member, null);
    if (text == null) {
      if (!node.has(member)) {
        problem(member, "is missing");
      }
      return null;
    }
    try {
      return type.apply(text);
    } catch (IllegalArgumentException e) {
      problem(member, String.valueOf(e.getMessage()));
      return null;
    }
  }

  /** A text, or what stands for its absence. */
  @Nullable String text(String member, @Nullable String absent) {
    JsonNode value = value(member, JsonNode::isTextual, "a string");
    return value == null ? absent : value.textValue();
  }

  /** A number, or what stands for its absence. */
  @Nullable Double number(String member, @Nullable Double absent) {
    JsonNode value = value(member, JsonNode::isNumber, "a number");
    return value == null ? absent : Double.valueOf(value.doubleValue());
  }

  /** A whole number in the range of long, or what stands for its absence. */
  @Nullable Long integer(String member, @Nullable Long absent) {
    JsonNode value = value(member, JsonNode::canConvertToExactIntegral, "a whole number");
    return value == null ? absent : Long.valueOf(value.longValue());
  }

  /** A truth value, or null for its absence. */
  @Nullable Boolean bool(String member) {
    JsonNode value = value(member, JsonNode::isBoolean, "true or false");
    return value == null ? null : value.booleanValue();
  }

  /** The words of an array of distinct strings; empty after a recorded problem. */
  List<String> words(String member, int least) {
    JsonNode value = value(member, JsonNode::isArray, "an array of strings");
    List<String> words = new ArrayList<>();
    if (value != null) {
      value.forEach(word -> words.add(word.isTextual() ? word.textValue() : ""));
    }
    if (words.size() < least || words.contains("") || new HashSet<>(words).size() < words.size()) {
      problem(member, "must be at least %d distinct strings, none empty".formatted(least));
      return List.of();
    }
    return words;
  }

  /** The axes of a shape: at least one, each -1 or above 0; null after a recorded problem. */
  @Nullable List<Integer> shape(String member) {
    JsonNode value = value(member, JsonNode::isArray, "an array of integers");
    List<Integer> axes = new ArrayList<>();
    if (value != null) {
      value.forEach(axis -> axes.add(axis.isInt() ? axis.intValue() : 0));
    }
    if (axes.isEmpty() || axes.stream().anyMatch(axis -> axis == 0 || axis < -1)) {
      problem(member, "must be an array of axes, each -1 or at least 1");
      return null;
    }
    return axes;
  }

  /** The elements of an array, each an object of its own; none if the member is absent. */
  List<JsonObjectReader> objects(String member) {
    JsonNode value = value(member, JsonNode::isArray, "an array of objects");
    List<JsonObjectReader> objects = new ArrayList<>();
    if (value != null) {
      for (int i = 0; i < value.size(); i++) {
        objects.add(new JsonObjectReader(value.get(i), pointer + "/" + member + "/" + i, problems));
      }
    }
    return objects;
  }

  /** An object of its own, or null for its absence. */
  @Nullable JsonObjectReader object(String member) {
    JsonNode value = value(member, JsonNode::isObject, "an object");
    return value == null ? null : new JsonObjectReader(value, pointer + "/" + member, problems);
  }

  /** Any value, or null for its absence. */
  @Nullable JsonNode any(String member) {
    return value(member, any -> true, "a value");
  }

  /** Records every member that nobody asked for: most often a typing error. */
  void rejectUnknown() {
    Iterable<String> names = node::fieldNames;
    StreamSupport.stream(names.spliterator(), false)
        .filter(name -> !asked.contains(name))
        .forEach(
            name ->
                problem(name, "is unknown here; known are " + asked.stream().sorted().toList()));
  }

  private @Nullable JsonNode value(String member, Predicate<JsonNode> type, String kind) {
    asked.add(member);
    JsonNode value = node.get(member);
    if (value == null) {
      return null;
    }
    if (!type.test(value)) {
      problem(member, "must be " + kind);
      return null;
    }
    return value;
  }
}
