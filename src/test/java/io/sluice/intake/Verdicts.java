package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.ModelArchive;
import java.io.IOException;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What became of hostile archives: refused for a reason that has a name, or taken as they are. */
final class Verdicts {
  private Verdicts() {}

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
