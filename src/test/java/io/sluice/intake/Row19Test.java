package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.intake.ArchiveRejectedException.Reason;
import io.sluice.testing.Rows;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Weights that are no numbers. Those that are numbers and compute none are found by the trial: see
 * {@code VersionTrialTest}.
 */
class Row19Test {
  private final Random random = new Random(19);

  @Test
  void inspect_poisonedWeights_noneIsAccepted() {
    int poisoned = 20;
    float[] poisons = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY};
    int accepted = 0;
    for (int i = 0; i < poisoned; i++) {
      float[] weights = new float[3 + random.nextInt(1000)];
      weights[random.nextInt(weights.length)] = poisons[i % poisons.length];
      byte[] archive = HostileArchiveTest.archiveWith(ArrayForge.row(weights).build());
      accepted += Verdicts.read(archive) == null ? 0 : 1;
      Inspections.assertRefused(archive, Reason.ARRAY_NOT_FINITE, "coefficients.bin");
    }
    for (double poison : new double[] {Double.NaN, Double.NEGATIVE_INFINITY}) {
      byte[] normalizer =
          ArrayForge.bytes(
              out -> {
                out.writeUTF("NORMALIZER");
                out.writeInt(1);
                out.writeUTF("IMAGE_MIN_MAX");
                range(out, poison);
              });
      byte[] archive = ZipForge.sound().add("normalizer.bin", normalizer).build();
      accepted += Verdicts.read(archive) == null ? 0 : 1;
    }

    Rows.figure(19, "promoted %d/%d", accepted, poisoned + 2);
    assertThat(accepted).isZero();
  }

  private static void range(DataOutputStream out, double poison) throws IOException {
    out.writeDouble(0);
    out.writeDouble(poison);
    out.writeDouble(255);
  }
}
