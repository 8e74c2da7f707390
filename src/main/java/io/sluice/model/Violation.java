package io.sluice.model;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One rule that one field of a request breaks.
 *
 * @param pointer RFC 6901 pointer to the field: {@code /instances/0/rank}; empty for the whole body
 * @param rule the rule broken
 * @param detail a sentence for people; shows at most 80 characters of what was sent
 * @param allowed what would be right: a String, a {@code List<String>}, or a {@link Range}; or null
 */
public record Violation(String pointer, Rule rule, String detail, @Nullable Object allowed) {

  /** Bounds, both included; infinite where there is none. */
  public record Range(double minimum, double maximum) {}

  /** The rules that a field can break. */
  public enum Rule {
    MISSING,
    UNKNOWN,
    DUPLICATE,
    TYPE,
    RANGE,
    CATEGORY,
    SHAPE,
    FINITE,
    TOO_MANY,
    TOO_DEEP,
    TOO_LONG,
    SYNTAX;

    /** The name used in answers: {@code too-many}. */
    public String wireName() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** A name as a reference token of RFC 6901, section 3. */
  public static String token(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
