package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.ModelArchive;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Archives that DL4J's own authors wrote with versions 0.5 to 1.0-beta, taken from the folder that
 * the property {@code sluice.foreign.models} names. Runs in the profile {@code foreign-models}
 * only.
 */
class ArchivesForeignTest {

  static List<Path> archives() throws IOException {
    String folder = System.getProperty("sluice.foreign.models", "");
    assertThat(folder).as("the property sluice.foreign.models names a folder").isNotBlank();
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      List<Path> archives = files.filter(f -> f.toString().endsWith(".zip")).sorted().toList();
      assertThat(archives).as("archives in the folder").isNotEmpty();
      return archives;
    }
  }

  @ParameterizedTest
  @MethodSource("archives")
  void inspect_archiveThatDl4jLoads_holdsTheSameParameters(Path file) throws IOException {
    ModelArchive archive = ArchiveInspector.inspect(file, IntakeLimits.DEFAULTS);

    assertThat(archive.parameters()).isNotNull();
    assertThat(archive.parameters().toDoubles())
        .isEqualTo(restore(file.toFile(), archive.kind()).params().toDoubleVector());
  }

  @ParameterizedTest
  @MethodSource("archives")
  void inspect_archiveCutAtAnyKibibyte_isRefused(Path file) throws IOException {
    byte[] whole = Files.readAllBytes(file);

    for (int length = 0; length < whole.length; length += 1024) {
      Inspections.refused(Arrays.copyOf(whole, length), IntakeLimits.DEFAULTS);
    }
  }

  @ParameterizedTest
  @MethodSource("archives")
  void write_archiveThatDl4jLoads_isReadBackTheSameByBoth(Path file) throws IOException {
    ModelArchive archive = ArchiveInspector.inspect(file, IntakeLimits.DEFAULTS);
    byte[] packed = ArchiveWriterTest.write(archive);
    ModelArchive read = Inspections.inspect(packed);
    Path repacked = Files.createTempFile("repacked", ".zip");
    try {
      Files.write(repacked, packed);

      ArchiveWriterTest.assertSame(read, archive);
      assertThat(ArchiveWriterTest.write(read)).isEqualTo(packed);
      assertThat(restore(repacked.toFile(), archive.kind()).params())
          .isEqualTo(restore(file.toFile(), archive.kind()).params());
    } finally {
      Files.delete(repacked);
    }
  }

  private static Model restore(File file, ModelArchive.Kind kind) throws IOException {
    return switch (kind) {
      case MULTI_LAYER -> ModelSerializer.restoreMultiLayerNetwork(file, false);
      case GRAPH -> ModelSerializer.restoreComputationGraph(file, false);
    };
  }
}
