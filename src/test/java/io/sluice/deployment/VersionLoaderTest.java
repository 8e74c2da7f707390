package io.sluice.deployment;

import static io.sluice.testing.FakePredictor.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.intake.IntakeLimits;
import io.sluice.metrics.QueueMetrics;
import io.sluice.model.ArtifactFormat;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.ModelArchive;
import io.sluice.model.ModelId;
import io.sluice.model.TimeSource;
import io.sluice.repository.StoredVersion;
import io.sluice.runtime.Archives;
import io.sluice.runtime.batch.WaitingRoom;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CapsuleStrengthLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PrimaryCapsules;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;

class VersionLoaderTest {
  @TempDir Path folder;

  @Test
  void load_freeLengthsThatMustNotBeShort_warmsUpWithOneThatWorks() throws Exception {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new ConvolutionLayer.Builder(12, 12).nOut(2).build())
                .layer(new GlobalPoolingLayer())
                .layer(new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build())
                .setInputType(InputType.convolutional(20, 20, 1))
                .build());
    network.init();

    LoadedVersion loaded = load(id("wide", 1), Archives.of(network), EngineChoice.AUTO);

    assertThat(((TensorField) loaded.signature().inputs().get(0)).shape())
        .containsExactly(1, -1, -1);
    loaded.close().run();
  }

  @Test
  void load_networkWithAPlan_servesByItUnlessToldOtherwise() throws Exception {
    ModelArchive archive = Archives.of(network(new DenseLayer.Builder().nOut(5).build()));

    assertEngine(load(archive, EngineChoice.AUTO), "plan", null);
    assertEngine(load(archive, EngineChoice.PLAN), "plan", null);
    assertEngine(load(archive, EngineChoice.DEEPLEARNING4J), "deeplearning4j", null);
  }

  @Test
  void load_networkWithoutAPlan_saysWhyAndServesThroughDl4j() throws Exception {
    ModelArchive archive =
        Archives.of(
            network(
                new DenseLayer.Builder().nOut(16).build(),
                new PrimaryCapsules.Builder(2, 2).kernelSize(2, 2).stride(1, 1).build(),
                new CapsuleStrengthLayer.Builder().build()));

    assertEngine(
        load(archive, EngineChoice.AUTO),
        "deeplearning4j",
        "a layer of the kind PrimaryCapsules is SameDiff code, which only Deeplearning4j runs");
    assertThatThrownBy(() -> load(archive, EngineChoice.PLAN))
        .isInstanceOf(VersionRejectedException.class)
        .hasMessage(
            "there is no plan: a layer of the kind PrimaryCapsules is SameDiff code, which only Deeplearning4j runs");
  }

  @Test
  void inspect_fileThatCannotBeRead_saysSoWithoutItsPath() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    StoredVersion stored =
        new StoredVersion(
            id("rent", 1),
            ArtifactFormat.DL4J,
            file.resolve("model.zip"),
            file.resolve("model.json"));

    assertThatThrownBy(() -> loader(EngineChoice.AUTO).inspect(stored))
        .isInstanceOf(VersionRejectedException.class)
        .hasMessage("model.zip cannot be read");
  }

  private LoadedVersion load(ModelArchive archive, EngineChoice choice)
      throws VersionRejectedException {
    return load(id("small", 1), archive, choice);
  }

  private LoadedVersion load(ModelId id, ModelArchive archive, EngineChoice choice)
      throws VersionRejectedException {
    return loader(choice).load(id, archive, archive.digest(), Optional.empty(), 0);
  }

  private static void assertEngine(LoadedVersion loaded, String engine, @Nullable String reason) {
    assertThat(loaded.engine()).isEqualTo(engine);
    assertThat(loaded.engineReason()).isEqualTo(reason);
    assertThat(loaded.predictor().signature().outputs()).hasSize(1);
    loaded.close().run();
  }

  private static MultiLayerNetwork network(Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().seed(5).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    list.layer(new OutputLayer.Builder().nOut(3).activation(Activation.SOFTMAX).build());
    if (layers.length > 1) {
      list.inputPreProcessor(1, new FeedForwardToCnnPreProcessor(4, 4, 1));
    }
    list.setInputType(InputType.feedForward(4));
    MultiLayerNetwork network = new MultiLayerNetwork(list.build());
    network.init();
    return network;
  }

  private VersionLoader loader(EngineChoice choice) {
    return new VersionLoader(
        IntakeLimits.DEFAULTS,
        model -> DeploymentConfigTest.settings(choice),
        QueueMetrics.NONE,
        new WaitingRoom(96),
        TimeSource.SYSTEM);
  }
}
