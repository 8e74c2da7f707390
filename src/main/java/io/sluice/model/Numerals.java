package io.sluice.model;

import org.jspecify.annotations.Nullable;

/** Decimal numbers as text. */
public final class Numerals {
  private static final int MOST_EXPONENT_DIGITS = 9;

  private Numerals() {}

  /**
   * Reads a decimal number: {@code [+-]?([0-9]+(.[0-9]*)?|.[0-9]+)([eE][+-]?[0-9]{1,9})?}.
   *
   * @return the nearest double, infinite if it is too large for one; null if it is no decimal
   *     number
   */
  public static @Nullable Double parse(String text) {
    // Double.valueOf alone would also take "NaN", "0x1p3" and "1d"; a regular expression costs more
    // than the number itself, and a tensor has thousands.
    return isDecimal(text) ? Double.valueOf(text) : null;
  }

  /** A number for people: without the ".0" of whole ones. */
  public static String show(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }

  private static boolean isDecimal(String text) {
    int start = behindSign(text, 0);
    int at = behindDigits(text, start);
    int digits = at - start;
    if (at < text.length() && text.charAt(at) == '.') {
      int fraction = at + 1;
      at = behindDigits(text, fraction);
      digits += at - fraction;
    }
    if (digits > 0 && at < text.length() && (text.charAt(at) == 'e' || text.charAt(at) == 'E')) {
      int exponent = behindSign(text, at + 1);
      at = behindDigits(text, exponent);
      digits = at - exponent > MOST_EXPONENT_DIGITS ? 0 : at - exponent;
    }
    return digits > 0 && at == text.length();
  }

  private static int behindSign(String text, int at) {
    return at < text.length() && (text.charAt(at) == '+' || text.charAt(at) == '-') ? at + 1 : at;
  }

  private static int behindDigits(String text, int at) {
    int end = at;
    while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
      end++;
    }
    return end;
  }
}
