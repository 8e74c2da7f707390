package io.sluice.codec;

import io.sluice.model.Numerals;
import java.math.BigDecimal;
import java.util.Locale;

/** Numbers as people read them. */
final class HtmlNumbers {
  private HtmlNumbers() {}

  /** All digits of a float, in groups: {@code 123,456.7}; by a power of ten far from 1. */
  static String number(float value) {
    String text = FloatText.of(value);
    float size = Math.abs(value);
    if (size != 0 && (size < 1e-4f || size >= 1e12f)) {
      return text;
    }
    BigDecimal decimal = new BigDecimal(text);
    int digits = Math.max(decimal.scale(), 0);
    return String.format(Locale.ROOT, "%,." + digits + "f", decimal);
  }

  /** A probability in percent, to a tenth: {@code 98.2 %}. */
  static String percent(float probability) {
    double percent = probability * 100.0;
    if (percent > 0 && percent < 0.05) {
      return "< 0.1 %";
    }
    return String.format(Locale.ROOT, "%.1f %%", percent);
  }

  /** Bounds in words: {@code 0 to 80 years}; empty if there are none and no unit. */
  static String range(double minimum, double maximum, String unit) {
    String suffix = unit.isEmpty() ? "" : " " + unit;
    boolean low = isBound(minimum);
    boolean high = isBound(maximum);
    if (low && high) {
      return Numerals.show(minimum) + " to " + Numerals.show(maximum) + suffix;
    }
    if (low) {
      return "at least " + Numerals.show(minimum) + suffix;
    }
    if (high) {
      return "at most " + Numerals.show(maximum) + suffix;
    }
    return unit.isEmpty() ? "" : "in " + unit;
  }

  /** Whether a bound says anything: it is neither infinite nor the end of a long's range. */
  static boolean isBound(double bound) {
    return Math.abs(bound) < Long.MAX_VALUE;
  }
}
