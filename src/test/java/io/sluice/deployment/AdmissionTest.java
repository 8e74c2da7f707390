package io.sluice.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.intake.Admitted;
import io.sluice.intake.Intake;
import io.sluice.intake.IntakeLimits;
import io.sluice.intake.SourceFormat;
import io.sluice.intake.StagedFile;
import io.sluice.intake.Submission;
import io.sluice.model.ArtifactFormat;
import io.sluice.model.ChangeException;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.TimeSource;
import io.sluice.testing.PlainConfig;
import io.sluice.testing.TestPaths;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The door as the server builds it, with real trials. */
class AdmissionTest {
  private static final ModelId IRIS = new ModelId(new ModelName("iris"), new ModelVersion(1));

  @TempDir private Path data;

  @Test
  void admit_sampleModel_isTriedAndHandedOver() throws IOException {
    Path folder = TestPaths.basedir().resolve("models/iris/1");
    Intake intake = intake();
    Submission submission =
        Submission.of(IRIS, SourceFormat.DL4J)
            .withDescriptor(Files.readAllBytes(folder.resolve("model.json")));

    try (StagedFile staged = intake.stage(folder.resolve("model.zip"));
        Admitted admitted = intake.admit(staged, submission)) {
      assertThat(SourceFormat.sniff(staged.path(), false)).isEqualTo(SourceFormat.DL4J);
      assertThat(admitted.format()).isEqualTo(ArtifactFormat.DL4J);
      assertThat(admitted.trial().goldenChecked()).isPositive();
      assertThat(admitted.descriptor().id()).isEqualTo(IRIS);
    }
    assertThat(data.resolve("staging")).isEmptyDirectory();
  }

  @Test
  void admit_descriptorOfAnotherModel_isRefusedByTheTrial() throws IOException {
    Path models = TestPaths.basedir().resolve("models");
    Intake intake = intake();
    String json =
        Files.readString(models.resolve("salary/1/model.json")).replaceFirst("salary", "iris");
    try (StagedFile staged = intake.stage(models.resolve("iris/1/model.zip"))) {
      ChangeException refusal =
          catchThrowableOfType(
              ChangeException.class,
              () ->
                  intake.admit(
                      staged,
                      Submission.of(IRIS, SourceFormat.DL4J)
                          .withDescriptor(json.getBytes(StandardCharsets.UTF_8))));

      assertThat(refusal.kind()).isEqualTo(ChangeException.Kind.ARCHIVE_REJECTED);
      assertThat(refusal.reason()).isEqualTo("TRIAL_FAILED");
    }
  }

  private Intake intake() throws IOException {
    return Admission.open(
        AdmissionConfig.from(new PlainConfig(ConfigurationKeys.load().defaults())),
        data,
        IntakeLimits.DEFAULTS,
        model -> EngineChoice.AUTO,
        TimeSource.SYSTEM);
  }
}
