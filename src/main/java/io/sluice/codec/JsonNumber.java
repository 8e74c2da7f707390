package io.sluice.codec;

import java.nio.charset.StandardCharsets;

/**
 * Reads a JSON number (RFC 8259, section 6) from bytes as the nearest double. Nearly all are short
 * enough for one exact multiplication or division of two exact doubles (W. D. Clinger, "How to read
 * floating point numbers accurately", 1990, section 4); the others go the way of {@link
 * Double#parseDouble}.
 */
final class JsonNumber {
  private static final int LONGEST = 1024;
  private static final int EXACT_DIGITS = 18;
  private static final long EXACT = 1L << 53;
  private static final int LARGEST_EXPONENT = 9999;
  private static final double[] POWERS = {
    1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
    1e17, 1e18, 1e19, 1e20, 1e21, 1e22
  };

  private double value;

  /** What {@link #read} has read; infinite if no double is so large. */
  double value() {
    return value;
  }

  /**
   * Reads the number that begins at a position.
   *
   * @param in with something behind the number that is not part of one
   * @return the position behind it; -1 if it is no number, or one of more than 1,024 characters
   */
  int read(byte[] in, int start) {
    int at = in[start] == '-' ? start + 1 : start;
    int first = at;
    long digits = 0;
    int c = in[at] - '0';
    if (c == 0) {
      c = in[++at] - '0';
    } else {
      while (c >= 0 && c <= 9) {
        digits = digits * 10 + c;
        c = in[++at] - '0';
      }
      if (at == first) {
        return -1;
      }
    }
    int count = at - first;
    int scale = 0;
    boolean whole = true;
    if (in[at] == '.') {
      whole = false;
      int fraction = ++at;
      c = in[at] - '0';
      while (c >= 0 && c <= 9) {
        digits = digits * 10 + c;
        c = in[++at] - '0';
      }
      scale = at - fraction;
      if (scale == 0) {
        return -1;
      }
      count += scale;
    }
    int exponent = 0;
    if (in[at] == 'e' || in[at] == 'E') {
      whole = false;
      boolean negative = in[++at] == '-';
      if (negative || in[at] == '+') {
        at++;
      }
      int before = at;
      c = in[at] - '0';
      while (c >= 0 && c <= 9) {
        exponent = Math.min(LARGEST_EXPONENT, exponent * 10 + c);
        c = in[++at] - '0';
      }
      if (at == before) {
        return -1;
      }
      exponent = negative ? -exponent : exponent;
    }
    if (at - start > LONGEST) {
      return -1;
    }
    int power = exponent - scale;
    if (count > EXACT_DIGITS || digits >= EXACT || Math.abs(power) >= POWERS.length) {
      value = Double.parseDouble(new String(in, start, at - start, StandardCharsets.ISO_8859_1));
      return at;
    }
    double number = power < 0 ? digits / POWERS[-power] : digits * POWERS[power];
    // A whole zero has no sign.
    value = in[start] == '-' && !(whole && digits == 0) ? -number : number;
    return at;
  }
}
