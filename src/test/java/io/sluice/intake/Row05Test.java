package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Rows;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** Bombs: nothing inflates past what is announced, nothing is announced past the cap. */
class Row05Test {
  private static final long MEBIBYTE = 1 << 20;

  @Test
  void inspect_bombs_stopAtTheCap() throws IOException {
    byte[] honest = HostileArchiveTest.bomb(300, 300 * MEBIBYTE);
    byte[] liar = HostileArchiveTest.bomb(Rows.count(1024, 10 * 1024), MEBIBYTE);
    IntakeLimits limits = IntakeLimits.DEFAULTS.withCaps(1 << 30, 64 * MEBIBYTE, 1000);

    Inspections.refused(honest, limits);
    Inspections.refused(liar, limits);
    long inflated = inflated(liar);

    Rows.figure(
        5,
        "bytes inflated / cap: %.2f of %d bytes that hold %d MiB, 0.00 of %d bytes that announce 300",
        inflated / (double) MEBIBYTE,
        liar.length,
        Rows.count(1024, 10 * 1024),
        honest.length);
    assertThat(inflated).isLessThanOrEqualTo(MEBIBYTE + MEBIBYTE / 100);
  }

  private static long inflated(byte[] bomb) throws IOException {
    ChannelBytes file = new ChannelBytes(new MemoryChannel(bomb));
    ArchiveEntry entry =
        ArchiveReader.read(file, IntakeLimits.DEFAULTS).get(EntryName.COEFFICIENTS);
    long given = 0;
    try (EntryInputStream in = new EntryInputStream(file, entry)) {
      byte[] sink = new byte[8192];
      for (int count = in.read(sink); count >= 0; count = in.read(sink)) {
        given += count;
      }
      throw new AssertionError("the bomb was read to its end");
    } catch (ArchiveRejectedException e) {
      return given;
    }
  }
}
