package io.sluice.runtime.keras;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.intake.ArchiveInspector;
import io.sluice.intake.ArchiveRejectedException;
import io.sluice.intake.IntakeLimits;
import io.sluice.intake.KerasConversion;
import io.sluice.intake.TrialClassPath;
import io.sluice.intake.TrialConfig;
import io.sluice.model.ArtifactFormat;
import io.sluice.model.ModelArchive;
import io.sluice.model.TimeSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole road of a Keras file, with a real child. */
class KerasConversionTest {
  @TempDir Path folder;
  private KerasConversion conversion;

  @BeforeEach
  void childOfOurOwn() throws IOException {
    conversion =
        new KerasConversion(
            IntakeLimits.DEFAULTS,
            new TrialConfig(
                "unused",
                new TrialClassPath(folder).find(KerasConverter.class, List.of()),
                folder.resolve("trials"),
                Path.of(System.getProperty("user.home"), ".javacpp", "cache"),
                Duration.ofMinutes(2)),
            TimeSource.SYSTEM);
  }

  @Test
  void canonicalise_soundFile_becomesACheckedArchiveAndLeavesNothing() throws Exception {
    Path keras = folder.resolve("model.h5");
    Hdf5Forge.model(keras).close();
    ByteArrayOutputStream target = new ByteArrayOutputStream();

    conversion.canonicalise(keras, target);

    Path archive = Files.write(folder.resolve("model.zip"), target.toByteArray());
    ModelArchive checked = ArchiveInspector.inspect(archive, IntakeLimits.DEFAULTS);
    assertThat(checked.parameters().elements()).isEqualTo(6);
    assertThat(conversion.format()).isEqualTo(ArtifactFormat.DL4J);
    assertThat(folder.resolve("trials")).isEmptyDirectory();
  }

  @Test
  void canonicalise_layerThatIsCode_isRejectedInTheChildsWords() {
    Path keras = folder.resolve("model.h5");
    Hdf5Forge.frame(keras, Hdf5Forge.DENSE.replace("\"Dense\"", "\"Lambda\"")).close();

    assertThatThrownBy(() -> conversion.canonicalise(keras, new ByteArrayOutputStream()))
        .isInstanceOfSatisfying(
            ArchiveRejectedException.class,
            e -> assertThat(e.reason()).isEqualTo(ArchiveRejectedException.Reason.KERAS_REJECTED))
        .hasMessageContaining("Lambda, which is code and is never run");
    assertThat(folder.resolve("trials")).isEmptyDirectory();
  }
}
