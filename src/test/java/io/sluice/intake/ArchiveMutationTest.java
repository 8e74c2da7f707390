package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.ModelArchive;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.api.Model;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.api.preprocessor.Normalizer;

/**
 * Archives that DL4J wrote and something damaged: whatever happens, what comes out is a checked
 * value or an {@link ArchiveRejectedException}, never another exception and never an error.
 */
class ArchiveMutationTest {
  private static final List<byte[]> SOUND =
      List.of(
          sound(Dl4jArchives.mlp(DataType.FLOAT), Dl4jArchives.standardizer()),
          sound(Dl4jArchives.graph(), Dl4jArchives.standardizer()),
          sound(Dl4jArchives.withoutParameters(), Dl4jArchives.standardizer()));

  @Property(tries = 20_000)
  void inspect_flippedBitsOfTheFile_isValueOrRefusal(
      @ForAll @IntRange(max = 2) int which,
      @ForAll @IntRange(min = 1, max = 8) int flips,
      @ForAll Random random) {
    byte[] archive = SOUND.get(which).clone();
    flip(archive, flips, random);

    assertValueOrRefusal(archive);
  }

  @Property(tries = 5000)
  void inspect_flippedBitsInsideAnEntry_isValueOrRefusal(
      @ForAll @IntRange(max = 2) int which,
      @ForAll @IntRange(min = 1, max = 3) int flips,
      @ForAll Random random)
      throws IOException {
    Map<String, byte[]> entries = entries(SOUND.get(which));
    List<byte[]> contents = entries.values().stream().filter(e -> e.length > 0).toList();
    flip(contents.get(random.nextInt(contents.size())), flips, random);

    assertValueOrRefusal(zip(entries));
  }

  @Property(tries = 2000)
  void inspect_bytesRemovedOrRepeated_isRefused(
      @ForAll @IntRange(max = 2) int which, @ForAll boolean repeat, @ForAll Random random)
      throws IOException {
    byte[] whole = SOUND.get(which);
    int start = random.nextInt(whole.length - 1);
    int end = start + 1 + random.nextInt(Math.min(64, whole.length - start - 1));
    ByteArrayOutputStream damaged = new ByteArrayOutputStream();
    damaged.write(whole, 0, repeat ? end : start);
    damaged.write(whole, repeat ? start : end, whole.length - (repeat ? start : end));

    Inspections.refused(damaged.toByteArray(), IntakeLimits.DEFAULTS);
  }

  @Property(tries = 2000)
  void inspect_randomBytes_isRefused(@ForAll byte[] bytes) {
    Inspections.refused(bytes, IntakeLimits.DEFAULTS);
  }

  private static void assertValueOrRefusal(byte[] archive) {
    try {
      ModelArchive value = Inspections.inspect(archive);
      assertThat(value.configuration()).startsWith("{");
      assertThat(value.parameters() == null || value.parameters().elements() > 0).isTrue();
    } catch (ArchiveRejectedException e) {
      assertThat(e).hasMessageStartingWith(e.entry() + ": ");
    } catch (IOException e) {
      throw new AssertionError("bytes in memory cannot fail to be read", e);
    }
  }

  private static void flip(byte[] bytes, int flips, Random random) {
    for (int i = 0; i < flips; i++) {
      bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
  }

  private static byte[] sound(Model model, Normalizer<?> normalizer) {
    return Dl4jArchives.write(model, true, normalizer);
  }

  private static Map<String, byte[]> entries(byte[] archive) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(archive))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        entries.put(entry.getName(), in.readAllBytes());
      }
    }
    return entries;
  }

  private static byte[] zip(Map<String, byte[]> entries) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.setLevel(0); // thousands of them: how small they are is of no matter
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        out.putNextEntry(new ZipEntry(entry.getKey()));
        out.write(entry.getValue());
      }
    }
    return bytes.toByteArray();
  }
}
