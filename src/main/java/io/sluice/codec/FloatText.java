package io.sluice.codec;

import java.nio.charset.StandardCharsets;

/**
 * A float as shortest decimal text that reads back as the same float; whole numbers without a
 * fraction, so that a count looks like one.
 */
public final class FloatText {
  private static final int PLAIN_FROM = -2;
  private static final int PLAIN_TO = 7;

  private FloatText() {}

  /** The text of a finite float. */
  public static String of(float value) {
    byte[] text = new byte[FloatDigits.LONGEST];
    int end = FloatDigits.write(value, text, 0);
    return new String(text, 0, end, StandardCharsets.ISO_8859_1);
  }

  /**
   * Writes digits times 10 to the power of k: plain from 0.001 to below 10,000,000, else with an
   * exponent.
   *
   * @param digits above 0
   * @return the position behind
   */
  static int layOut(int digits, int k, byte[] into, int from) {
    int significant = digits;
    int power = k;
    while (significant % 10 == 0) {
      significant /= 10;
      power++;
    }
    int count = count(significant);
    int point = count + power; // 0.significant times 10 to the power of point
    if (point < PLAIN_FROM || point > PLAIN_TO) {
      int at = put(significant, count, 1, into, from);
      into[at++] = 'E';
      int exponent = point - 1;
      if (exponent < 0) {
        into[at++] = '-';
      }
      return put(Math.abs(exponent), count(Math.abs(exponent)), PLAIN_TO, into, at);
    }
    if (point <= 0) {
      int at = from;
      into[at++] = '0';
      into[at++] = '.';
      for (int zeros = point; zeros < 0; zeros++) {
        into[at++] = '0';
      }
      return put(significant, count, count, into, at);
    }
    int at = put(significant, count, point, into, from);
    for (int zeros = count; zeros < point; zeros++) {
      into[at++] = '0';
    }
    return at;
  }

  /** Writes so many digits, with a point behind those that are whole if any follow. */
  private static int put(int number, int count, int whole, byte[] into, int from) {
    int end = from + count + (count > whole ? 1 : 0);
    int rest = number;
    for (int at = end - 1; at >= from; at--) {
      if (count > whole && at == from + whole) {
        into[at] = '.';
      } else {
        into[at] = (byte) ('0' + rest % 10);
        rest /= 10;
      }
    }
    return end;
  }

  private static int count(int number) {
    int count = 1;
    for (int rest = number / 10; rest > 0; rest /= 10) {
      count++;
    }
    return count;
  }
}
