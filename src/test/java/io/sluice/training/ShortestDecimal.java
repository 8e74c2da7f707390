package io.sluice.training;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The shortest decimal that reads back as the same {@code float}.
 *
 * <p>{@link Float#toString(float)} promises that only from JDK 19 on (JDK-4511638).
 */
final class ShortestDecimal {

  /** Nine significant digits tell any two floats apart (IEEE 754-2019, 5.12.2). */
  private static final int DIGITS = 9;

  private ShortestDecimal() {}

  /**
   * Shortens a finite value.
   *
   * @throws NumberFormatException if {@code value} is infinite or not a number
   */
  static BigDecimal of(float value) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = 1; digits < DIGITS; digits++) {
      BigDecimal rounded = exact.round(new MathContext(digits, RoundingMode.HALF_EVEN));
      if (rounded.floatValue() == value) {
        return plain(rounded);
      }
    }
    return plain(exact.round(new MathContext(DIGITS, RoundingMode.HALF_EVEN)));
  }

  /** 1E+5 is 100000: an integer part is written out. */
  private static BigDecimal plain(BigDecimal value) {
    return value.scale() < 0 ? value.setScale(0) : value;
  }
}
