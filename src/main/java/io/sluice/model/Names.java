package io.sluice.model;

import java.util.regex.Pattern;

/**
 * One place for the check that every name of this room passes, a pattern or a clear refusal, and
 * for how a foreign name is shown.
 */
public final class Names {
  private static final int SHOWN = 80;

  private Names() {}

  static String check(String kind, String value, Pattern rule) {
    if (!rule.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'%s' is no valid %s: it must match %s".formatted(shown(value), kind, rule.pattern()));
    }
    return value;
  }

  /**
   * What a caller sent, so that it can stand in a message or a log: at most 80 characters, on one
   * line, without what is invisible, turns the direction of writing, or is half of a character.
   */
  public static String shown(String value) {
    StringBuilder line = new StringBuilder(Math.min(value.length(), SHOWN) + 3);
    int index = 0;
    while (index < value.length() && index < SHOWN) {
      int character = value.codePointAt(index);
      line.appendCodePoint(isPlain(character) ? character : '?');
      index += Character.charCount(character);
    }
    return index < value.length() ? line + "..." : line.toString();
  }

  /** Whether a text has no half of a surrogate pair, so that it can be written as UTF-8. */
  static boolean isWellFormed(String value) {
    return value.codePoints().noneMatch(c -> Character.getType(c) == Character.SURROGATE);
  }

  /** Whether a character stays on its line and shows as itself: no control, mark or half of one. */
  public static boolean isPlain(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          false;
      default -> true;
    };
  }
}
