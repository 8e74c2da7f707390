package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.ModelArchive;
import io.sluice.testing.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Zips that two readers read differently. */
class Row06Test {
  private static final List<Consumer<ZipForge>> LIES =
      List.of(
          zip -> zip.prefix = new byte[] {1},
          zip -> zip.suffix = new byte[] {1},
          zip -> zip.beforeCentral = new byte[] {1},
          zip -> zip.beforeEnd = new byte[] {1},
          zip -> zip.comment = "x",
          zip -> zip.countDelta = 1,
          zip -> zip.countDelta = -1,
          zip -> zip.change(1, part -> part.localName = "normalizer.bin"),
          zip -> zip.add("coefficients.bin", ArrayForge.row(9).build()),
          zip -> zip.change(1, part -> part.flags = part.localFlags = 0x809),
          zip -> zip.change(1, part -> part.sizes(part.crc, part.compressed, 0xffff_ffffL)),
          zip -> zip.change(1, part -> part.descriptorSize++),
          zip -> zip.change(1, part -> part.crc++),
          zip -> zip.change(1, part -> part.offsetDelta = -1),
          zip -> zip.change(1, part -> part.localMethod = 0));

  private final Random random = new Random(6);

  @Test
  void inspect_zipsThatLie_noneIsAccepted() {
    int lies = 0;
    for (Consumer<ZipForge> lie : LIES) {
      ZipForge zip = ZipForge.sound();
      lie.accept(zip);
      lies += Verdicts.read(zip.build()) == null ? 0 : 1;
    }
    int mutants = Rows.count(2_000, 10_000);
    int accepted = mutated(mutants);

    Rows.figure(6, "accepted %d/%d, as another model %d/%d", lies, LIES.size(), accepted, mutants);
    assertThat(lies).isZero();
    assertThat(accepted).isZero();
  }

  /** One to eight bytes of the headers are something else; the data between them is left alone. */
  private int mutated(int mutants) {
    ZipForge zip = ZipForge.sound();
    byte[] sound = zip.build();
    ModelArchive original = Verdicts.read(sound);
    List<Integer> headers = new ArrayList<>();
    int position = 0;
    for (ZipForge.Part part : zip.parts) {
      int data = position + 30 + part.localName.length();
      add(headers, position, data);
      position = data + part.body.length;
      add(headers, position, position + 16);
      position += 16;
    }
    add(headers, position, sound.length);
    int accepted = 0;
    for (int i = 0; i < mutants; i++) {
      byte[] mutant = sound.clone();
      for (int changes = 1 + random.nextInt(8); changes > 0; changes--) {
        mutant[headers.get(random.nextInt(headers.size()))] = (byte) random.nextInt();
      }
      ModelArchive read = Verdicts.read(mutant);
      accepted += read == null || Verdicts.same(read, original) ? 0 : 1;
    }
    return accepted;
  }

  private static void add(List<Integer> positions, int from, int to) {
    for (int i = from; i < to; i++) {
      positions.add(i);
    }
  }
}
