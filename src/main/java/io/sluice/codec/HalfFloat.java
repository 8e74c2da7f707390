package io.sluice.codec;

/**
 * Floats of two bytes: IEEE 754-2008 binary16 (FP16), and bfloat16 (BF16), a float's upper half.
 */
final class HalfFloat {
  private static final int QUIET = 0x7E00;
  private static final int INFINITE = 0x7C00;
  private static final float LARGEST = 65_504;

  /** From here on 65,504 is not the nearest any more. */
  private static final float TOO_LARGE = 65_520;

  private HalfFloat() {}

  /** The value of 16 bits: sign 1, exponent 5 (bias 15), fraction 10. */
  static float value(short bits) {
    int exponent = (bits >> 10) & 0x1F;
    int fraction = bits & 0x3FF;
    float magnitude;
    if (exponent == 0) {
      magnitude = Math.scalb((float) fraction, -24);
    } else if (exponent == 0x1F) {
      magnitude = fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
    } else {
      magnitude = Math.scalb((float) (fraction | 0x400), exponent - 25);
    }
    return bits < 0 ? -magnitude : magnitude;
  }

  /** The bits of the nearest value, of two equally near the even one. */
  static short bits(float value) {
    int sign = (Float.floatToRawIntBits(value) >>> 16) & 0x8000;
    float magnitude = Math.abs(value);
    if (Float.isNaN(value)) {
      return (short) (sign | QUIET);
    }
    if (magnitude >= TOO_LARGE) {
      return (short) (sign | INFINITE);
    }
    magnitude = Math.min(magnitude, LARGEST);
    // Whole units of the last place; those of numbers below 2^-14 are all of one size.
    int exponent = Math.max(Math.getExponent(magnitude), -14);
    int units = (int) Math.rint(Math.scalb(magnitude, 10 - exponent));
    // A carry of the fraction goes into the exponent, as it should.
    int bits = exponent == -14 ? units : ((exponent + 14) << 10) + units;
    return (short) (sign | bits);
  }

  /** The bits of the nearest bfloat16, of two equally near the even one. */
  static short brainBits(float value) {
    int bits = Float.floatToRawIntBits(value);
    if (Float.isNaN(value)) {
      return (short) ((bits >>> 16) | 0x40);
    }
    return (short) ((bits + 0x7FFF + ((bits >>> 16) & 1)) >>> 16);
  }
}
