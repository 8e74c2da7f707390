package io.sluice.model;

import java.util.regex.Pattern;

/** One place for the check that every name of this room passes: a pattern, or a clear refusal. */
final class Names {
  private static final int SHOWN = 80;

  private Names() {}

  static String check(String kind, String value, Pattern rule) {
    if (!rule.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'%s' is not a %s: it must match %s".formatted(shown(value), kind, rule.pattern()));
    }
    return value;
  }

  /** What a caller sent, short and on one line, so that it can stand in a message or a log. */
  static String shown(String value) {
    String line = value.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "...";
  }
}
