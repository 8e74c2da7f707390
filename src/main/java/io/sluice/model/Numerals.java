package io.sluice.model;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Decimal numbers as text. */
public final class Numerals {
  // Double.parseDouble alone would also take "NaN", "0x1p3" and "1d".
  private static final Pattern DECIMAL =
      Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,9})?");

  private Numerals() {}

  /**
   * Reads a decimal number.
   *
   * @return the nearest double, infinite if it is too large for one; null if it is no decimal
   *     number
   */
  public static @Nullable Double parse(String text) {
    return DECIMAL.matcher(text).matches() ? Double.valueOf(text) : null;
  }

  /** A number for people: without the ".0" of whole ones. */
  public static String show(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
