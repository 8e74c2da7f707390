package io.sluice.traffic;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.Names;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Violation;
import io.sluice.model.Violation.Rule;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Reads the members of one body, and keeps what is wrong with them. */
final class Members {
  private final List<Violation> wrong = new ArrayList<>();

  /** A number; null without the member. */
  @Nullable Double number(String pointer, JsonNode value) {
    if (value.isMissingNode()) {
      return null;
    }
    if (!value.isNumber()) {
      add(pointer, Rule.TYPE, "This must be a number.");
      return null;
    }
    return value.doubleValue();
  }

  /**
   * A text.
   *
   * @param otherwise without the member
   */
  String text(String pointer, JsonNode value, String otherwise) {
    if (!value.isTextual() && !value.isMissingNode()) {
      add(pointer, Rule.TYPE, "This must be a text.");
    }
    return value.isTextual() ? value.textValue() : otherwise;
  }

  /** A truth value; false without the member. */
  boolean flag(String pointer, JsonNode value) {
    if (!value.isBoolean() && !value.isMissingNode()) {
      add(pointer, Rule.TYPE, "This must be true or false.");
    }
    return value.asBoolean();
  }

  /**
   * A text that means something.
   *
   * @param what it means, as {@code a duration}
   * @return null without the member, or if it is wrong
   */
  <T> @Nullable T parsed(String pointer, JsonNode value, Function<String, T> parser, String what) {
    if (value.isMissingNode()) {
      return null;
    }
    try {
      return parser.apply(value.asText());
    } catch (DateTimeParseException e) {
      add(pointer, Rule.SYNTAX, "This must be " + what + " as ISO 8601 has it.");
      return null;
    }
  }

  /** Checks that a value is an object of these members, if it is there. */
  void checkMembers(String pointer, JsonNode value, Set<String> known) {
    if (!value.isObject()) {
      if (!value.isMissingNode()) {
        add(pointer, Rule.TYPE, "This must be an object.");
      }
      return;
    }
    value
        .fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                add(
                    pointer + "/" + Violation.token(Names.shown(name)),
                    Rule.UNKNOWN,
                    "There is no such member.");
              }
            });
  }

  /** Notes that something is wrong. */
  void add(String pointer, Rule rule, String detail) {
    add(new Violation(pointer, rule, detail, null));
  }

  /** Notes that something is wrong. */
  void add(Violation violation) {
    wrong.add(violation);
  }

  /** Whether nothing was wrong so far. */
  boolean isRight() {
    return wrong.isEmpty();
  }

  /**
   * @throws ServingException with all that is wrong, if anything is
   */
  void check() {
    if (!wrong.isEmpty()) {
      throw new InvalidInstancesException(Kind.INVALID_PARAMETER, wrong, wrong.size());
    }
  }
}
