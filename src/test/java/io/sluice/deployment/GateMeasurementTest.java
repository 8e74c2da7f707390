package io.sluice.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.intake.IntakeLimits;
import io.sluice.metrics.QueueMetrics;
import io.sluice.model.ArtifactFormat;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.TimeSource;
import io.sluice.repository.StoredVersion;
import io.sluice.runtime.batch.WaitingRoom;
import io.sluice.testing.TestPaths;
import io.sluice.training.HeldOutRows;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Measures the samples on the rows that they were not trained on. */
class GateMeasurementTest {
  /** Another processor rounds the last bit of a float differently, no more. */
  private static final double PERCENT = 1e-4;

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "iris, 30, accuracy, accuracy",
    "iris, 30, precision, precision",
    "iris, 30, f1, macroF1",
    "breast-cancer, 113, accuracy, accuracy",
    "breast-cancer, 113, recall, macroRecall",
    "breast-cancer, 113, rocAuc, rocAuc",
    "digits, 359, accuracy, accuracy",
    "salary, 79, mae, mae",
    "salary, 79, rmse, rmse",
    "salary, 79, r2, r2",
  })
  void run_sampleOnItsHeldOutRows_givesTheFigureOfItsDescriptor(
      String sample, long rows, String claimed, String figure) throws Exception {
    LoadedVersion loaded = load(sample);

    GateMeasurement.Measured measured =
        GateMeasurement.run(loaded, file(HeldOutRows.csv(sample)), null, 1000);

    JsonNode metrics = new ObjectMapper().readTree(descriptor(sample)).path("metrics");
    assertThat(measured.rows()).isEqualTo(rows);
    assertThat(measured.figures().get(figure))
        .isCloseTo(metrics.path(claimed).doubleValue(), withinPercentage(PERCENT));
    loaded.close().run();
  }

  @Test
  void run_rowsOfOneClass_leavesFiguresWithoutAValue() throws Exception {
    LoadedVersion loaded = load("iris");
    Path rows = file("sepal_length,sepal_width,petal_length,petal_width,species\n5,3,1,0,setosa\n");

    assertThat(GateMeasurement.run(loaded, rows, "species", 10).figures())
        .containsEntry("accuracy", 1.0)
        .containsEntry("rocAuc", Double.NaN)
        .doesNotContainKey("mae");
    loaded.close().run();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sepal_length,sepal_width,petal_length,petal_width,species;5,3,1,0,rose | species | row 1, species: 'rose' is none of the model's labels",
        "sepal_length,sepal_width,petal_length,petal_width,species;5,3,1,x,setosa | species | row 1, petal_width: 'x' is not a number",
        "sepal_length,sepal_width,petal_length,petal_width,kind;5,3,1,0,setosa | - | has no column 'species'",
        "sepal_length,sepal_width,petal_length,petal_width,species; | species | it has no rows",
        "sepal_length,sepal_width,petal_length,petal_width,species;5,3,1,0,setosa;5,3,1,0,setosa;5,3,1,0,setosa | species | it has more than 2 rows",
      })
  void run_dataSetThatDoesNotFit_isRefusedAtItsFirstFault(
      String table, String target, String message) throws Exception {
    LoadedVersion loaded = load("iris");
    Path rows = file(table.replace(';', '\n'));

    assertThatThrownBy(
            () -> GateMeasurement.run(loaded, rows, target.equals("-") ? null : target, 2))
        .isInstanceOf(DataSetRejectedException.class)
        .hasMessageContaining(message);
    loaded.close().run();
  }

  @Test
  void run_answerThatIsNoNumber_isRefused() throws Exception {
    LoadedVersion loaded = load("salary");
    Path rows = file(HeldOutRows.csv("salary").replaceFirst("(?m),[0-9]+$", ",much"));

    assertThatThrownBy(() -> GateMeasurement.run(loaded, rows, null, 1000))
        .isInstanceOf(DataSetRejectedException.class)
        .hasMessage("row 1, salary: 'much' is no number");
    loaded.close().run();
  }

  private Path file(String rows) throws Exception {
    return Files.writeString(folder.resolve("rows.csv"), rows);
  }

  private static @Nullable String descriptor(String sample) throws Exception {
    return Files.readString(
        TestPaths.basedir().resolve("models/%s/1/model.json".formatted(sample)));
  }

  private static LoadedVersion load(String sample) throws Exception {
    ModelId id = new ModelId(new ModelName(sample), new ModelVersion(1));
    Path archive = TestPaths.basedir().resolve("models/%s/1/model.zip".formatted(sample));
    VersionLoader loader =
        new VersionLoader(
            IntakeLimits.DEFAULTS,
            model -> DeploymentConfigTest.settings(EngineChoice.AUTO),
            QueueMetrics.NONE,
            new WaitingRoom(64),
            TimeSource.SYSTEM);
    return loader.load(
        new StoredVersion(id, ArtifactFormat.DL4J, archive, archive.resolveSibling("none")),
        null,
        descriptor(sample));
  }
}
