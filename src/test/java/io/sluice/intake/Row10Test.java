package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.ModelArchive;
import io.sluice.testing.Rows;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;

/** Three models cut off at every kibibyte, and with bits flipped: refused, or still the same. */
class Row10Test {
  private final Random random = new Random(10);

  @Test
  void inspect_cutsAndFlips_neverGiveAnotherModel() {
    List<byte[]> models =
        List.of(
            Dl4jArchives.write(Dl4jArchives.mlp(DataType.FLOAT), true, Dl4jArchives.standardizer()),
            Dl4jArchives.write(Dl4jArchives.convolution(), false, null),
            Dl4jArchives.write(Dl4jArchives.graph(), false, null));
    int flips = Rows.count(3_000, 20_000);
    int cuts = 0;
    int wrong = 0;
    for (byte[] model : models) {
      ModelArchive original = Verdicts.read(model);
      assertThat(original).isNotNull();
      for (int length = 0; length < model.length; length += 1024) {
        wrong += Verdicts.read(Arrays.copyOf(model, length)) == null ? 0 : 1;
        cuts++;
      }
      for (int i = 0; i < flips / models.size(); i++) {
        byte[] flipped = model.clone();
        for (int bits = 1 + random.nextInt(3); bits > 0; bits--) {
          flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
        }
        ModelArchive read = Verdicts.read(flipped);
        wrong += read == null || Verdicts.same(read, original) ? 0 : 1;
      }
    }

    Rows.figure(10, "served wrong %d of %d cuts and %d flips", wrong, cuts, flips);
    assertThat(wrong).isZero();
  }
}
