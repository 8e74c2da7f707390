package io.sluice.codec;

import com.fasterxml.jackson.core.io.NumberOutput;

/**
 * A float as its shortest decimal that reads back as the same float: 0.98, not 0.9800000190734863.
 *
 * <p>The digits are those of the Schubfach algorithm (R. Giulietti, "The Schubfach way to render
 * doubles", 2020), which Jackson carries; {@link Float#toString} of JDK 17 gives some digits too
 * many for some values (JDK-4511638). Whole numbers have no ".0".
 */
final class FloatText {
  private FloatText() {}

  static String of(float value) {
    String text = NumberOutput.toString(value, true);
    int point = text.indexOf(".0");
    if (point < 0) {
      return text;
    }
    int behind = point + 2;
    if (behind == text.length()) {
      return text.substring(0, point);
    }
    return text.charAt(behind) == 'E' ? text.substring(0, point) + text.substring(behind) : text;
  }
}
