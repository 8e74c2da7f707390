package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Rows;
import org.junit.jupiter.api.Test;

/** A normaliser that names a class of its own: refused without touching that class. */
class Row03Test {
  private static int initialised;

  @Test
  void inspect_customNormalizers_noClassIsInitialised() {
    int tried = 100;
    int accepted = 0;
    for (int i = 0; i < tried; i++) {
      String strategy = Row03Test.class.getName() + "$Marker" + (i % 2 == 0 ? "" : " " + i);
      byte[] normalizer =
          ArrayForge.bytes(
              out -> {
                out.writeUTF("NORMALIZER");
                out.writeInt(1);
                out.writeUTF("CUSTOM");
                out.writeUTF(strategy);
              });
      byte[] archive = ZipForge.sound().add("normalizer.bin", normalizer).build();
      accepted += Verdicts.read(archive) == null ? 0 : 1;
    }

    Rows.figure(3, "markers %d/%d, accepted %d", initialised, tried, accepted);
    assertThat(accepted).isZero();
    assertThat(initialised).isZero();
  }

  /** Tells whether its class was initialised, which {@code Class.forName} does. */
  static final class Marker {
    static {
      initialised++;
    }
  }
}
