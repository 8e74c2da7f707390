package io.sluice.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonFactory;
import io.sluice.intake.Dl4jRepacker;
import io.sluice.intake.IntakeLimits;
import io.sluice.intake.Trial;
import io.sluice.intake.TrialClassPath;
import io.sluice.intake.TrialConfig;
import io.sluice.intake.TrialProcess;
import io.sluice.intake.TrialReport;
import io.sluice.model.ArtifactFormat;
import io.sluice.model.ChangeException;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.TimeSource;
import io.sluice.testing.TestPaths;
import io.sluice.training.HeldOutRows;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real trials, each in a JVM of its own. */
class VersionTrialTest {
  private static final ModelId IRIS = new ModelId(new ModelName("iris"), new ModelVersion(1));

  @TempDir private Path folder;

  @Test
  void run_sampleModel_standsTheTrialWithinSeconds() throws IOException {
    Path iris = TestPaths.basedir().resolve("models/iris/1");

    TrialReport report = trial().run(candidate(iris.resolve("model.zip"), iris));

    System.out.printf(
        "trial of iris: %d ms, p50 %d us, p99 %d us, peak %d MiB%n",
        report.millis(), report.p50Micros(), report.p99Micros(), report.peakRssBytes() >> 20);
    assertThat(report.engine()).isEqualTo("plan");
    assertThat(report.engineReason()).isNull();
    assertThat(report.goldenChecked()).isPositive();
    assertThat(report.p50Micros()).isPositive().isLessThanOrEqualTo(report.p99Micros());
    assertThat(report.peakRssBytes()).isBetween(50L << 20, 700L << 20);
  }

  @Test
  void run_modelWithoutDescriptor_standsTheTrial() throws IOException {
    Path iris = TestPaths.basedir().resolve("models/iris/1/model.zip");

    assertThat(trial().run(candidate(iris, null)).goldenChecked()).isZero();
  }

  @Test
  void run_wrongGoldenAnswer_isFailed() throws IOException {
    Path iris = TestPaths.basedir().resolve("models/iris/1");
    Path wrong = Files.createDirectory(folder.resolve("wrong"));
    String json = Files.readString(iris.resolve("model.json"));
    Files.writeString(
        wrong.resolve("model.json"),
        json.replaceFirst("(\"probability\" *: *)[0-9.eE-]+", "$1" + "0.000001"));
    assertThat(wrong.resolve("model.json")).content().isNotEqualTo(json);

    ChangeException refusal = refused(candidate(iris.resolve("model.zip"), wrong));

    assertThat(refusal.reason()).isEqualTo("TRIAL_FAILED");
    assertThat(refusal).hasMessageContaining("golden prediction");
  }

  @Test
  void run_finiteWeightsThatComputeNoNumber_isFailed() throws IOException {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder().nIn(4).nOut(5).build())
                .layer(new OutputLayer.Builder().nIn(5).nOut(3).build())
                .build());
    network.init();
    network.params().assign(3e38);
    Path original = folder.resolve("original.zip");
    Path repacked = folder.resolve("repacked.zip");
    ModelSerializer.writeModel(network, original.toFile(), false);
    try (OutputStream out = Files.newOutputStream(repacked)) {
      new Dl4jRepacker(IntakeLimits.DEFAULTS).canonicalise(original, out);
    }

    assertThat(refused(candidate(repacked, null)).reason()).isEqualTo("TRIAL_FAILED");
  }

  @Test
  void run_gateWithADataSet_reportsItsFigures() throws IOException {
    Path iris = TestPaths.basedir().resolve("models/iris/1");
    Path rows = Files.writeString(folder.resolve("rows.csv"), HeldOutRows.csv("iris"));

    TrialReport report =
        trial().run(gated(candidate(iris.resolve("model.zip"), iris), rows, "species"));

    assertThat(report.rows()).isEqualTo(30);
    assertThat(report.figures()).containsEntry("accuracy", 0.9).containsKey("rocAuc");
    assertThat(report.p99Micros()).isPositive();
  }

  @Test
  void run_gateWithAWrongRow_isRefusedAndNamesIt() throws IOException {
    Path iris = TestPaths.basedir().resolve("models/iris/1");
    String table = HeldOutRows.csv("iris").replaceFirst("virginica", "rose");
    Path rows = Files.writeString(folder.resolve("rows.csv"), table);

    ChangeException refusal =
        refused(gated(candidate(iris.resolve("model.zip"), iris), rows, null));

    assertThat(refusal.reason()).isEqualTo("TRIAL_DATASET");
    assertThat(refusal)
        .hasMessage(
            "The data set of its gate: row 21, species: 'rose' is none of the model's labels");
  }

  private static Trial.Candidate gated(
      Trial.Candidate candidate, Path rows, @Nullable String target) {
    return new Trial.Candidate(
        candidate.id(),
        candidate.artifact(),
        candidate.format(),
        candidate.size(),
        candidate.descriptor(),
        new Trial.Gate(rows, target, 1000));
  }

  private ChangeException refused(Trial.Candidate candidate) throws IOException {
    Trial trial = trial();
    ChangeException refusal =
        catchThrowableOfType(ChangeException.class, () -> trial.run(candidate));
    assertThat(refusal).as("the trial is failed").isNotNull();
    return refusal;
  }

  private Trial trial() throws IOException {
    TrialConfig config =
        new TrialConfig(
            TrialMain.class.getName(),
            new TrialClassPath(folder.resolve("cache"))
                .find(TrialMain.class, List.of(JsonFactory.class)),
            folder.resolve("trials"),
            Path.of(System.getProperty("user.home"), ".javacpp", "cache"),
            Duration.ofMinutes(2));
    return new TrialProcess(
        config,
        candidate ->
            TrialArguments.of(candidate, EngineChoice.AUTO, IntakeLimits.DEFAULTS).toList(),
        TimeSource.SYSTEM);
  }

  private static Trial.Candidate candidate(Path archive, @Nullable Path descriptorFolder)
      throws IOException {
    return new Trial.Candidate(
        IRIS,
        archive,
        ArtifactFormat.DL4J,
        Files.size(archive),
        descriptorFolder == null ? null : descriptorFolder.resolve("model.json"),
        null);
  }
}
