package io.sluice.audit;

import io.sluice.model.Names;
import org.jspecify.annotations.Nullable;

/** Text that stays on one line wherever it is printed, and that every database keeps as it is. */
final class OneLine {
  private OneLine() {}

  /**
   * The text with every control character, line or paragraph separator, mark of writing direction
   * and half of a surrogate pair written as an escape ({@code \}{@code u000a}), cut to a length.
   *
   * @param longest in characters
   */
  static String of(String text, int longest) {
    StringBuilder line = new StringBuilder(Math.min(text.length(), longest));
    for (int i = 0; i < text.length(); ) {
      int point = text.codePointAt(i);
      i += Character.charCount(point);
      String next = Names.isPlain(point) ? Character.toString(point) : "\\u%04x".formatted(point);
      if (line.length() + next.length() > longest) {
        break;
      }
      line.append(next);
    }
    return line.toString();
  }

  /** The same of a text that may be missing. */
  static @Nullable String ofNullable(@Nullable String text, int longest) {
    return text == null ? null : of(text, longest);
  }
}
