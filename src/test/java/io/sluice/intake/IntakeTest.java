package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.model.ArtifactFormat;
import io.sluice.model.ChangeException;
import io.sluice.model.ChangeException.Kind;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.ServingException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;

class IntakeTest {
  private static final ModelId IRIS_2 = new ModelId(new ModelName("iris"), new ModelVersion(2));
  private static final Submission SUBMISSION = Submission.of(IRIS_2, SourceFormat.DL4J);
  private static final String DESCRIPTOR =
      """
      {"name":"iris",%s"task":"tensor","operation":"predict_iris",
       "inputs":[{"name":"x","type":"tensor","datatype":"FP32","shape":[4]}],
       "outputs":[{"name":"y","type":"tensor","datatype":"FP32","shape":[3]}]}
      """;

  @TempDir private Path folder;

  private final List<Trial.Candidate> tried = new ArrayList<>();
  private final TrialReport report = new TrialReport("plan", null, 0, 1, 2, 3, 4, Map.of(), 0);
  private final byte[] archive =
      Dl4jArchives.write(Dl4jArchives.mlp(DataType.FLOAT), true, Dl4jArchives.standardizer());

  @AfterEach
  void nothingIsLeftBehind() {
    assertThat(folder.resolve("staging")).isEmptyDirectory();
  }

  @Test
  void admit_soundArchive_givesTheRepackedFileAndWhatTheTrialFound() throws IOException {
    Intake intake = intake(recording());
    try (StagedFile source = stage(intake, archive);
        Admitted admitted = intake.admit(source, SUBMISSION)) {
      assertThat(admitted.id()).isEqualTo(IRIS_2);
      assertThat(admitted.sourceDigest()).isEqualTo(Inspections.inspect(archive).digest());
      assertThat(admitted.sourceSize()).isEqualTo(archive.length);
      assertThat(admitted.format()).isEqualTo(ArtifactFormat.DL4J);
      assertThat(admitted.trial()).isEqualTo(report);
      assertThat(admitted.descriptor()).isNull();
      byte[] stored = Files.readAllBytes(admitted.stored().path());
      assertThat(stored).isEqualTo(ArchiveWriterTest.write(Inspections.inspect(archive)));
      assertThat(admitted.stored().digest()).isEqualTo(Inspections.inspect(stored).digest());
      assertThat(admitted.stored().size()).isEqualTo(stored.length);
      assertThat(tried)
          .containsExactly(
              new Trial.Candidate(
                  IRIS_2,
                  admitted.stored().path(),
                  ArtifactFormat.DL4J,
                  stored.length,
                  null,
                  null));
    }
  }

  @Test
  void stage_announcedDigest_isComparedWithTheBytes() throws IOException {
    String hex = Inspections.inspect(archive).digest().value().substring("sha256:".length());
    String header =
        "sha-256=:"
            + Base64.getEncoder().encodeToString(HexFormat.of().parseHex(hex))
            + ":, sha-512=:AAAA:";
    Intake intake = intake(Trial.NONE);

    intake.stage(new ByteArrayInputStream(archive), -1, header).close();

    ChangeException refusal =
        refused(() -> intake.stage(new ByteArrayInputStream(new byte[1]), -1, header));
    assertThat(refusal.kind()).isEqualTo(Kind.DIGEST_MISMATCH);
  }

  @Test
  void stage_digestRequiredButMissing_isRefused() throws IOException {
    Files.createDirectories(folder.resolve("staging"));
    Intake strict =
        new Intake(
            new Staging(folder.resolve("staging"), 0),
            1 << 20,
            true,
            Map.of(),
            new ModelSigning(Map.of(), model -> Optional.empty(), false),
            Trial.NONE,
            Duration.ofSeconds(1));

    for (String header : new String[] {null, "sha-512=:AAAA:"}) {
      assertThat(
              catchThrowableOfType(
                      ServingException.class,
                      () -> strict.stage(new ByteArrayInputStream(archive), -1, header))
                  .kind())
          .isEqualTo(ServingException.Kind.INVALID_PARAMETER);
    }
  }

  @Test
  void stage_droppedFile_isCopiedOrRefused() throws IOException {
    Path dropped = Files.write(folder.resolve("dropped.zip"), archive);
    Path link = Files.createSymbolicLink(folder.resolve("link.zip"), dropped);
    Intake intake = intake(Trial.NONE);

    try (StagedFile staged = intake.stage(dropped)) {
      assertThat(staged.digest()).isEqualTo(Inspections.inspect(archive).digest());
    }

    ChangeException refusal = refused(() -> intake.stage(link));
    assertThat(refusal.kind()).isEqualTo(Kind.ARCHIVE_REJECTED);
    assertThat(refusal.reason()).isEqualTo("NOT_A_REGULAR_FILE");
  }

  @Test
  void admit_brokenArchive_isRefusedWithItsReason() throws IOException {
    Intake intake = intake(recording());
    try (StagedFile source = stage(intake, new byte[100])) {
      ChangeException refusal = refused(() -> intake.admit(source, SUBMISSION));

      assertThat(refusal.kind()).isEqualTo(Kind.ARCHIVE_REJECTED);
      assertThat(refusal.reason()).isEqualTo("NOT_A_ZIP");
    }
    assertThat(tried).isEmpty();
  }

  @Test
  void admit_formatThatIsNotTaken_isRefused() throws IOException {
    Intake intake = intake(recording());
    try (StagedFile source = stage(intake, archive)) {
      assertThat(
              catchThrowableOfType(
                      ServingException.class,
                      () -> intake.admit(source, Submission.of(IRIS_2, SourceFormat.KERAS)))
                  .kind())
          .isEqualTo(ServingException.Kind.UNSUPPORTED_MEDIA_TYPE);
    }
  }

  @Test
  void admit_failedTrial_leavesNothing() throws IOException {
    Intake intake =
        intake(
            candidate -> {
              throw TrialFailure.TRIAL_CRASHED.rejected("SIGSEGV");
            });
    try (StagedFile source = stage(intake, archive)) {
      assertThat(refused(() -> intake.admit(source, SUBMISSION)).reason())
          .isEqualTo("TRIAL_CRASHED");
    }
  }

  @Test
  void admit_whileAnotherIsExamined_isBusyAndFreeAfterwards() throws IOException {
    Intake[] itself = new Intake[1];
    ChangeException[] second = new ChangeException[1];
    try (StagedFile source = stage(intake(Trial.NONE), archive)) {
      itself[0] =
          intake(
              candidate -> {
                second[0] = refused(() -> itself[0].admit(source, SUBMISSION));
                return null;
              });
      itself[0].admit(source, SUBMISSION).close();
      assertThat(second[0].kind()).isEqualTo(Kind.PUSH_BUSY);
      itself[0].admit(source, SUBMISSION).close();
    }
  }

  @Test
  void admit_descriptorWithoutVersion_isGivenIt() throws IOException {
    Intake intake =
        intake(
            candidate -> {
              try {
                assertThat(Files.readString(candidate.descriptor())).contains("\"version\":\"2\"");
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return report;
            });
    try (StagedFile source = stage(intake, archive);
        Admitted admitted = intake.admit(source, SUBMISSION.withDescriptor(descriptor("")))) {
      assertThat(admitted.descriptor().id()).isEqualTo(IRIS_2);
      assertThat(admitted.descriptorJson()).contains("\"version\":\"2\"");
    }
  }

  @Test
  void admit_descriptorOfAnotherVersion_isRefused() throws IOException {
    Intake intake = intake(recording());
    for (String json : new String[] {"\"version\":\"3\",", "\"version\":2,", "\"url\":\"x\","}) {
      try (StagedFile source = stage(intake, archive)) {
        ChangeException refusal =
            refused(() -> intake.admit(source, SUBMISSION.withDescriptor(descriptor(json))));
        assertThat(refusal.kind()).isEqualTo(Kind.ARCHIVE_REJECTED);
        assertThat(refusal.reason()).isEqualTo("DESCRIPTOR_INVALID");
      }
    }
    assertThat(tried).isEmpty();
  }

  @Test
  void admit_replayedSignature_isRefused() throws IOException {
    var key = Signers.key();
    Intake intake =
        new Intake(
            new Staging(folder.resolve("staging"), 0),
            1 << 20,
            false,
            Map.of(SourceFormat.DL4J, new Dl4jRepacker(IntakeLimits.DEFAULTS)),
            new ModelSigning(
                Map.of("ci", ModelSigning.key(Signers.base64(key))),
                model -> Optional.empty(),
                true),
            Trial.NONE,
            Duration.ofSeconds(1));
    try (StagedFile source = stage(intake, archive)) {
      String manifest = Signers.manifest(IRIS_2, source.digest(), source.size(), "ci");
      Submission signed = SUBMISSION.signedBy(Signers.sign(manifest, key.getPrivate()));
      intake.admit(source, signed.after(new ModelVersion(1))).close();

      assertThat(refused(() -> intake.admit(source, signed.after(new ModelVersion(2)))).reason())
          .isEqualTo("VERSION_REPLAYED");
      assertThat(refused(() -> intake.admit(source, SUBMISSION)).kind())
          .isEqualTo(Kind.SIGNATURE_REJECTED);
    }
  }

  private Trial recording() {
    return candidate -> {
      tried.add(candidate);
      return report;
    };
  }

  private Intake intake(Trial trial) {
    return Intakes.intake(folder.resolve("staging"), trial);
  }

  private static StagedFile stage(Intake intake, byte[] bytes) throws IOException {
    return intake.stage(new ByteArrayInputStream(bytes), bytes.length, null);
  }

  private static byte[] descriptor(String member) {
    return DESCRIPTOR.formatted(member).getBytes(StandardCharsets.UTF_8);
  }

  private static ChangeException refused(ThrowingCallable action) {
    return catchThrowableOfType(ChangeException.class, action);
  }
}
