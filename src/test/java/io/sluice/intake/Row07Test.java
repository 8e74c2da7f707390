package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Rows;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Shapes that claim more than the data holds. */
class Row07Test {
  private final Random random = new Random(7);

  @Test
  void inspect_claims_noneIsAccepted() {
    int mutants = 1_000;
    int accepted = 0;
    for (long claim : new long[] {9_000_000, 100_000_000}) {
      byte[] both = HostileArchiveTest.archiveWith(claiming(claim, claim));
      byte[] shape = HostileArchiveTest.archiveWith(claiming(claim, 4));
      accepted += Verdicts.accepted(1, () -> both) + Verdicts.accepted(1, () -> shape);
    }
    for (int i = 0; i < mutants; i++) {
      byte[] mutant = HostileArchiveTest.archiveWith(claiming(claim(), claim()));
      accepted += Verdicts.read(mutant) == null ? 0 : 1;
    }

    Rows.figure(7, "accepted %d/%d", accepted, mutants + 4);
    assertThat(accepted).isZero();
  }

  /** Anything but the four values that are there. */
  private long claim() {
    long claim = random.nextLong() >>> random.nextInt(64);
    return claim == 4 ? 5 : claim;
  }

  private static byte[] claiming(long shape, long header) {
    ArrayForge array = ArrayForge.row(1, 2, 3, 4);
    array.shape[2] = shape;
    array.dataLength = header;
    return array.build();
  }
}
