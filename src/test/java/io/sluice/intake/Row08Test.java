package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.TimeSource;
import io.sluice.testing.Rows;
import org.junit.jupiter.api.Test;

/** 26 bytes that claim gibibytes: DL4J alone spends 54 seconds on them. */
class Row08Test {
  @Test
  void inspect_hugeArrayHeader_isRefusedAtOnce() {
    double slowest = 0;
    long most = 0;
    for (long claim : new long[] {1L << 31, 1L << 40}) {
      byte[] header =
          ArrayForge.bytes(
              out -> {
                out.writeUTF("LONG_SHAPE");
                out.writeLong(claim);
                out.writeUTF("LONG");
              });
      assertThat(header).hasSize(26);
      byte[] archive = HostileArchiveTest.archiveWith(header);
      Verdicts.read(archive); // the first loads classes
      long started = TimeSource.SYSTEM.nanoTime();
      long allocated = Inspections.allocated(() -> assertThat(Verdicts.read(archive)).isNull());
      slowest = Math.max(slowest, (TimeSource.SYSTEM.nanoTime() - started) / 1e6);
      most = Math.max(most, allocated);
    }

    Rows.figure(8, "%.2f ms, memory growth %.3f MiB", slowest, most / 1048576.0);
    assertThat(slowest).isLessThan(50);
    assertThat(most).isLessThan(5 << 20);
  }
}
