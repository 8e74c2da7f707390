package io.sluice.codec;

import java.math.BigInteger;

/**
 * The shortest decimal that reads back as the same float, and of those the closest to it; of one
 * digit, the closest of two. Raffaello Giulietti, "The Schubfach way to render doubles" (2020),
 * sections 9.8 to 9.10, for floats: all arithmetic is in 64-bit integers, and nothing is allocated.
 */
final class FloatDigits {
  /** The most characters that {@link #write} needs. */
  static final int LONGEST = 24;

  private static final int FRACTION_BITS = 23;
  private static final int HIDDEN = 1 << FRACTION_BITS;
  private static final int LOWEST_POWER = -149;
  private static final int BIAS = 150;
  private static final int TINY = 8;
  private static final int K_MIN = -46;
  private static final int K_MAX = 32;
  private static final int SIGNIFICANT = 63;

  /** 10^-k scaled to 63 bits and rounded up, for each k. */
  private static final long[] POWERS = new long[K_MAX - K_MIN + 1];

  static {
    for (int k = K_MIN; k <= K_MAX; k++) {
      POWERS[k - K_MIN] = scaled(-k);
    }
  }

  private FloatDigits() {}

  /**
   * Writes a finite float: plain from 0.001 to below 10,000,000, else {@code 1.5E-7}; whole numbers
   * without a fraction.
   *
   * @param into with room for {@link #LONGEST} bytes from there
   * @return the position behind
   */
  static int write(float value, byte[] into, int from) {
    int bits = Float.floatToRawIntBits(value);
    int at = from;
    if (bits < 0) {
      into[at++] = '-';
    }
    if ((bits & Integer.MAX_VALUE) == 0) {
      into[at++] = '0';
      return at;
    }
    int exponent = (bits >>> FRACTION_BITS) & 0xFF;
    int fraction = bits & (HIDDEN - 1);
    if (exponent != 0) {
      return shortest(exponent - BIAS, fraction | HIDDEN, 0, into, at);
    }
    // The smallest have less than two digits of their own: tenfold, they get the closest two.
    return fraction < TINY
        ? shortest(LOWEST_POWER, 10 * fraction, -1, into, at)
        : shortest(LOWEST_POWER, fraction, 0, into, at);
  }

  /** Finds the decimal of c times 2 to the power of q times 10 to the power of d. */
  private static int shortest(int q, int c, int d, byte[] into, int at) {
    int odd = c & 1;
    long middle = 4L * c;
    boolean even = c != HIDDEN || q == LOWEST_POWER;
    long left = even ? middle - 2 : middle - 1;
    // floor(log10(2^q)), or of 3/4 of that where the gap to the left is half as wide
    int k = (int) ((q * 661_971_961_083L - (even ? 0 : 274_743_187_321L)) >> 41);
    int shift = q + floorLog2Of10To(-k) + 33;
    long power = POWERS[k - K_MIN];
    int v = roundToOdd(power, middle << shift);
    int vLeft = roundToOdd(power, left << shift);
    int vRight = roundToOdd(power, (middle + 2) << shift);
    int s = v >> 2;
    if (s >= 100) {
      int down = s / 10 * 10;
      int up = down + 10;
      boolean downIn = vLeft + odd <= (down << 2);
      boolean upIn = (up << 2) + odd <= vRight;
      if (downIn != upIn) {
        return FloatText.layOut(downIn ? down : up, k + d, into, at);
      }
    }
    boolean downIn = vLeft + odd <= (s << 2);
    boolean upIn = ((s + 1) << 2) + odd <= vRight;
    if (downIn != upIn) {
      return FloatText.layOut(downIn ? s : s + 1, k + d, into, at);
    }
    int half = v - ((s + s + 1) << 1);
    boolean isDown = half < 0 || (half == 0 && (s & 1) == 0);
    return FloatText.layOut(isDown ? s : s + 1, k + d, into, at);
  }

  /** The product's top bits, with the last one set if anything below is. */
  private static int roundToOdd(long power, long factor) {
    long high = Math.multiplyHigh(power, factor);
    return (int) (high >>> 31) | ((high & Integer.MAX_VALUE) != 0 ? 1 : 0);
  }

  private static int floorLog2Of10To(int e) {
    return (int) ((e * 913_124_641_741L) >> 38);
  }

  private static long scaled(int e) {
    BigInteger ten = BigInteger.TEN.pow(Math.abs(e));
    int shift = SIGNIFICANT - 1 - floorLog2Of10To(e);
    BigInteger two = BigInteger.ONE.shiftLeft(Math.abs(shift));
    BigInteger floor;
    if (e >= 0) {
      floor = shift >= 0 ? ten.multiply(two) : ten.divide(two);
    } else {
      floor = two.divide(ten);
    }
    return floor.longValueExact() + 1;
  }
}
