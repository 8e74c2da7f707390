package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.ChangeException;
import io.sluice.model.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrialProcessTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  @TempDir private Path folder;

  @AfterEach
  void nothingIsLeftBehind() {
    assertThat(folder.resolve("trials")).isEmptyDirectory();
    assertThat(Trials.left()).isZero();
  }

  @Test
  void run_childThatReports_givesItsReport() throws IOException {
    String line =
        "noise\n{\"engine\":\"plan\",\"goldenChecked\":5,\"p50Micros\":7,\"p99Micros\":70,"
            + "\"peakRssBytes\":1000}";

    TrialReport report = Trials.hostile(folder, LONG, line).run(Trials.CANDIDATE);

    assertThat(report)
        .isEqualTo(new TrialReport("plan", null, 5, 7, 70, 1000, report.millis(), Map.of(), 0));
    assertThat(report.millis()).isPositive();
  }

  @Test
  void run_childThatMeasured_givesItsFigures() throws IOException {
    String line =
        "{\"engine\":\"plan\",\"goldenChecked\":5,\"p50Micros\":7,\"p99Micros\":70,"
            + "\"peakRssBytes\":1000,\"rows\":30,\"figure.accuracy\":0.9,"
            + "\"figure.precision\":\"none\",\"figure.recall\":1e999}";

    TrialReport report = Trials.hostile(folder, LONG, line).run(Trials.CANDIDATE);

    assertThat(report.rows()).isEqualTo(30);
    assertThat(report.figures())
        .isEqualTo(Map.of("accuracy", 0.9, "precision", Double.NaN, "recall", Double.NaN));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "ready",
        "{}",
        "{\"engine\":\"plan\"}",
        "{\"engine\":\"plan\",\"goldenChecked\":-1,\"p50Micros\":7,\"p99Micros\":70,\"peakRssBytes\":1}",
        "{\"engine\":{\"engine\":\"plan\"}}",
        "{\"engine\":\"plan\"",
        "[[[[["
      })
  void run_childThatGivesNoReport_isFailed(String line) throws IOException {
    assertThat(Trials.refused(Trials.hostile(folder, LONG, line)).reason())
        .isEqualTo("TRIAL_FAILED");
  }

  @Test
  void run_childThatTellsAFailure_isFailedInItsWords() throws IOException {
    String line = "{\"failure\":\"TRIAL_FAILED\",\"detail\":\"golden prediction 0\\ndiffers\"}";

    ChangeException refusal = Trials.refused(Trials.hostile(folder, LONG, line));

    assertThat(refusal.reason()).isEqualTo("TRIAL_FAILED");
    assertThat(refusal).hasMessage("golden prediction 0 differs");
  }

  @Test
  void run_childThatFloods_isFailed() throws IOException {
    ChangeException refusal = Trials.refused(Trials.hostile(folder, LONG, "flood"));

    assertThat(refusal.reason()).isEqualTo("TRIAL_FAILED");
    assertThat(refusal).hasMessageContaining("more than a report");
  }

  @ParameterizedTest
  @CsvSource({"1,TRIAL_FAILED", "3,TRIAL_OUT_OF_MEMORY", "139,TRIAL_CRASHED"})
  void run_childThatExits_isFailed(String status, String reason) throws IOException {
    assertThat(Trials.refused(Trials.hostile(folder, LONG, "exit", status)).reason())
        .isEqualTo(reason);
  }

  @Test
  void run_childKilledByAnother_isCrashed() throws Exception {
    ChangeException refusal = Trials.signalled(folder, LONG, "KILL");

    assertThat(refusal.reason()).isEqualTo("TRIAL_CRASHED");
    assertThat(refusal).hasMessageContaining("SIGKILL");
  }

  @Test
  void run_anyChild_inheritsNothing() throws IOException {
    ChangeException refusal = Trials.refused(Trials.hostile(folder, LONG, "environment"));

    String names = String.valueOf(refusal.getMessage()).replaceAll("[\\[\\] ]", "");
    assertThat(names.split(","))
        .containsExactlyInAnyOrder(
            "LANG", "MALLOC_ARENA_MAX", "OMP_NUM_THREADS", "SD_MAX_PRIMARY_BYTES");
  }

  @Test
  void run_interrupted_killsTheChildAndStaysInterrupted() throws IOException {
    TrialProcess trial = Trials.hostile(folder, LONG, "wait");
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> trial.run(Trials.CANDIDATE))
        .isInstanceOfSatisfying(
            ChangeException.class,
            e -> assertThat(e.kind()).isEqualTo(ChangeException.Kind.PUSH_BUSY));
    assertThat(Thread.interrupted()).isTrue();
  }

  @Test
  void run_noJavaToStart_isToldWithoutPaths() throws IOException {
    TrialConfig config =
        new TrialConfig("none", List.of(), Files.createFile(folder.resolve("file")), folder, LONG);
    Files.createDirectory(folder.resolve("trials"));

    assertThatThrownBy(
            () ->
                new TrialProcess(config, any -> List.of(), TimeSource.SYSTEM).run(Trials.CANDIDATE))
        .isInstanceOf(ChangeException.class)
        .hasMessage("The trial could not be started");
  }
}
