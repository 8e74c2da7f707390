package io.sluice.testing;

import java.util.Arrays;
import java.util.Locale;

/**
 * What the tests named after rows share: the rows of the threat catalogue, each with what must not
 * happen and a figure that shows how far it is from happening. {@code -Dsluice.rows=full} runs them
 * at full size; {@code payara/torture} runs all of them so.
 */
public final class Rows {
  private static final boolean FULL = "full".equals(System.getProperty("sluice.rows"));

  private Rows() {}

  /** Whether the rows run at full size. */
  public static boolean full() {
    return FULL;
  }

  /** How many there are of something: fewer in each build, all of them in the full run. */
  public static int count(int each, int full) {
    return FULL ? full : each;
  }

  /** Prints the one line of a row. */
  public static void figure(int row, String format, Object... values) {
    System.out.println("row " + row + ": " + String.format(Locale.ROOT, format, values));
  }

  /** The 99th percentile, in milliseconds. */
  public static double p99Millis(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(sorted.length * 0.99) - 1] / 1e6;
  }
}
