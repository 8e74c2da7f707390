package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Rows;
import org.junit.jupiter.api.Test;

/** No parameters in the file, ten thousand million in the configuration. */
class Row09Test {
  @Test
  void inspect_hugeLayerWithoutParameters_costsNothing() {
    byte[] archive =
        HostileArchiveTest.withoutParameters(
            HostileArchiveTest.layer("DenseLayer", 100_000, 100_000));

    long allocated = Inspections.allocated(() -> assertThat(Verdicts.read(archive)).isNull());

    Rows.figure(9, "memory growth %.3f MiB", allocated / 1048576.0);
    assertThat(allocated).isLessThan(5 << 20);
  }
}
