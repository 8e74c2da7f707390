package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.intake.ZipForge.Bytes;
import io.sluice.testing.Rows;
import org.junit.jupiter.api.Test;

/** 42 bytes that declare two gibibytes. */
class Row04Test {
  @Test
  void inspect_declaredTwoGibibytes_costNothing() {
    Bytes local = new Bytes().u4(0x04034b50).u2(20).u2(0).u2(8).u4(0).u4(0).u4(12);
    byte[] probe = local.u4(0x7fff_ffff).u2(12).u2(0).put(new byte[12]).array();

    long allocated = Inspections.allocated(() -> assertThat(Verdicts.read(probe)).isNull());

    Rows.figure(4, "%d bytes, heap growth %.3f MiB", probe.length, allocated / 1048576.0);
    assertThat(allocated).isLessThan(5 << 20);
  }
}
