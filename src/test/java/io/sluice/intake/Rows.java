package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.ModelArchive;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the tests named after rows share: the rows of the threat catalogue, each with what must not
 * happen and a figure that shows how far it is from happening. {@code -Dsluice.rows=full} runs them
 * at full size.
 */
final class Rows {
  private static final boolean FULL = "full".equals(System.getProperty("sluice.rows"));

  private Rows() {}

  /** How many there are of something: fewer in each build, all of them in the full run. */
  static int count(int each, int full) {
    return FULL ? full : each;
  }

  /** Prints the one line of a row. */
  static void figure(int row, String format, Object... values) {
    System.out.println("row " + row + ": " + String.format(Locale.ROOT, format, values));
  }

  /** The 99th percentile, in milliseconds. */
  static double p99Millis(long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.ceil(sorted.length * 0.99) - 1] / 1e6;
  }

  /** Counts archives that are accepted; that all others are refused with a reason is asserted. */
  static int accepted(int archives, Supplier<byte[]> forge) {
    int accepted = 0;
    for (int i = 0; i < archives; i++) {
      accepted += read(forge.get()) == null ? 0 : 1;
    }
    return accepted;
  }

  /** The archive, or null if it was refused for a reason that has a name. */
  static @Nullable ModelArchive read(byte[] bytes) {
    try {
      return Inspections.inspect(bytes);
    } catch (ArchiveRejectedException e) {
      assertThat(e).hasMessageStartingWith(e.entry() + ": ");
      return null;
    } catch (IOException e) {
      throw new AssertionError("bytes in memory cannot fail to be read", e);
    }
  }

  /** Whether two archives would compute the same. */
  static boolean same(ModelArchive one, ModelArchive other) {
    return one.kind() == other.kind()
        && one.configuration().equals(other.configuration())
        && Objects.equals(one.parameters(), other.parameters())
        && Objects.equals(one.normalizer(), other.normalizer());
  }
}
