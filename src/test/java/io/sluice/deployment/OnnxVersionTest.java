package io.sluice.deployment;

import static io.sluice.testing.FakePredictor.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.intake.ArchiveInspector;
import io.sluice.intake.IntakeLimits;
import io.sluice.metrics.QueueMetrics;
import io.sluice.model.ArtifactFormat;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.Instances;
import io.sluice.model.ModelArtifact;
import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.Prediction;
import io.sluice.model.Predictor;
import io.sluice.model.Tensor;
import io.sluice.model.TimeSource;
import io.sluice.repository.DropFile;
import io.sluice.repository.ModelFolder;
import io.sluice.repository.StoredVersion;
import io.sluice.runtime.OnnxModels;
import io.sluice.runtime.batch.WaitingRoom;
import io.sluice.runtime.plan.PlanExport;
import io.sluice.testing.TestPaths;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import onnx.Onnx.GraphProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Versions in ONNX's format, from a file of the models folder to an answer. */
class OnnxVersionTest {
  private static final int ROWS = 50;

  @TempDir Path root;

  @ParameterizedTest
  @ValueSource(strings = {"iris", "breast-cancer", "salary"})
  void load_exportedSample_answersAsItsArchiveDoes(String name) throws Exception {
    Path sample = TestPaths.basedir().resolve("models").resolve(name).resolve("1");
    Path folder = Files.createDirectories(root.resolve(name).resolve("1"));
    Files.copy(sample.resolve("model.json"), folder.resolve("model.json"));
    Files.write(
        folder.resolve("model.onnx"),
        PlanExport.onnx(
            ArchiveInspector.inspect(sample.resolve("model.zip"), IntakeLimits.DEFAULTS)));
    LoadedVersion archive = load(new ModelFolder(sample.getParent().getParent()), name);

    LoadedVersion graph = load(new ModelFolder(root), name);

    assertThat(graph.engine()).isEqualTo("onnx");
    assertThat(graph.engineReason()).isNull();
    assertThat(archive.engine()).isEqualTo("plan");
    assertThat(graph.descriptor().goldens()).isNotEmpty();
    Tensor rows = rows(graph.signature().columns());
    assertThat(answer(graph.predictor(), rows))
        .containsExactly(answer(archive.predictor(), rows), within(1e-4f));
    graph.close().run();
    archive.close().run();
  }

  @Test
  void load_withoutADescriptor_tellsTensorsAndClasses() throws Exception {
    LoadedVersion loaded = load(OnnxModels.classifier(OnnxModels.OPEN));

    TensorField input = (TensorField) loaded.signature().inputs().get(0);
    ClassOutput output = (ClassOutput) loaded.signature().outputs().get(0);
    assertThat(input.name()).isEqualTo("x");
    assertThat(input.shape()).containsExactly(4);
    assertThat(output.name()).isEqualTo("probabilities");
    assertThat(output.labels()).containsExactly("0", "1", "2");
    loaded.close().run();
  }

  @Test
  void load_rowsOneByOne_saysWhy() throws Exception {
    LoadedVersion loaded = load(OnnxModels.classifier(1));

    assertThat(loaded.engine()).isEqualTo("onnx");
    assertThat(loaded.engineReason()).contains("one by one");
    loaded.close().run();
  }

  @Test
  void load_namesThatBecomeOne_isRejected() {
    GraphProto.Builder twins =
        GraphProto.newBuilder()
            .setName("twins")
            .addInput(OnnxModels.value("a b", OnnxModels.FLOAT, OnnxModels.OPEN, 2))
            .addInput(OnnxModels.value("a/b", OnnxModels.FLOAT, OnnxModels.OPEN, 2))
            .addOutput(OnnxModels.value("y", OnnxModels.FLOAT, OnnxModels.OPEN, 2))
            .addNode(OnnxModels.node("Add", "y", "a b", "a/b"));

    assertThatThrownBy(() -> load(twins))
        .isInstanceOf(VersionRejectedException.class)
        .hasMessageContaining("comes twice");
  }

  @Test
  void load_descriptorOfAnotherModel_isRejectedWithBothShapes() throws Exception {
    Path sample = TestPaths.basedir().resolve("models/breast-cancer/1/model.json");
    Path folder = Files.createDirectories(root.resolve("breast-cancer/1"));
    Files.copy(sample, folder.resolve("model.json"));
    Files.write(folder.resolve("model.onnx"), bytes(OnnxModels.classifier(OnnxModels.OPEN)));

    assertThatThrownBy(() -> load(new ModelFolder(root), "breast-cancer"))
        .isInstanceOf(VersionRejectedException.class)
        .hasMessageContaining("30 columns")
        .hasMessageContaining("[4]");
  }

  @Test
  void load_graphThatMayNotBeLoaded_isRejectedUnderItsFileName() throws Exception {
    GraphProto.Builder random =
        OnnxModels.classifier(OnnxModels.OPEN)
            .addNode(OnnxModels.node("RandomNormalLike", "r", "x"));

    assertThatThrownBy(() -> load(random))
        .isInstanceOf(VersionRejectedException.class)
        .hasMessageStartingWith("model.onnx: node 3: ");
  }

  private LoadedVersion load(GraphProto.Builder graph) throws Exception {
    Path folder = Files.createDirectories(root.resolve("graph/1"));
    Files.write(folder.resolve("model.onnx"), bytes(graph));
    return load(new ModelFolder(root), "graph");
  }

  private static LoadedVersion load(ModelFolder folder, String name) throws Exception {
    StoredVersion stored =
        folder.models().stream()
            .flatMap(model -> model.versions().stream())
            .filter(version -> version.id().name().value().equals(name))
            .findFirst()
            .orElseThrow();
    VersionLoader loader = loader();
    ModelArtifact artifact = loader.inspect(stored);
    assertThat(artifact.format()).isEqualTo(stored.format());
    assertThat(stored.archive().getFileName()).hasToString(stored.format().fileName());
    assertThat(ArtifactFormat.of(stored.format().wireName())).isEqualTo(stored.format());
    assertThat(stored.id()).isEqualTo(id(name, 1));
    return loader.load(stored, null, DropFile.descriptor(stored));
  }

  private static VersionLoader loader() {
    return new VersionLoader(
        IntakeLimits.DEFAULTS,
        any -> DeploymentConfigTest.settings(EngineChoice.AUTO),
        QueueMetrics.NONE,
        new WaitingRoom(96),
        TimeSource.SYSTEM);
  }

  private static byte[] bytes(GraphProto.Builder graph) {
    return OnnxModels.bytes(graph);
  }

  private static Tensor rows(int columns) {
    Random random = new Random(7);
    float[] values = new float[ROWS * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextInt(6);
    }
    return Tensor.of(values, ROWS, columns);
  }

  /** All values of the first output, each as a share of the largest. */
  private static float[] answer(Predictor predictor, Tensor rows) {
    Prediction prediction = predictor.predict(any -> new Instances(ROWS, List.of(rows), Map.of()));
    Tensor output = prediction.outputs().get(0);
    float largest = 0;
    for (int i = 0; i < output.size(); i++) {
      largest = Math.max(largest, Math.abs(output.at(i)));
    }
    float[] shares = new float[output.size()];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = output.at(i) / largest;
    }
    return shares;
  }
}
