package io.sluice.deployment;

import static io.sluice.testing.FakePredictor.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.intake.IntakeLimits;
import io.sluice.metrics.QueueMetrics;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.TimeSource;
import io.sluice.repository.ModelFolder;
import io.sluice.repository.StoredVersion;
import io.sluice.runtime.Archives;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
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

    LoadedVersion loaded = loader().load(id("wide", 1), Archives.of(network), Optional.empty(), 0);

    assertThat(((TensorField) loaded.signature().inputs().get(0)).shape())
        .containsExactly(1, -1, -1);
    loaded.close().run();
  }

  @Test
  void inspect_fileThatCannotBeRead_saysSoWithoutItsPath() throws Exception {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    StoredVersion stored =
        new StoredVersion(id("rent", 1), file.resolve("model.zip"), file.resolve("model.json"));

    assertThatThrownBy(() -> loader().inspect(stored))
        .isInstanceOf(VersionRejectedException.class)
        .hasMessage("model.zip cannot be read");
  }

  private VersionLoader loader() {
    return new VersionLoader(
        new ModelFolder(folder),
        IntakeLimits.DEFAULTS,
        model -> new ServingSettings(EngineChoice.AUTO, Duration.ofSeconds(5)),
        QueueMetrics.NONE,
        TimeSource.SYSTEM);
  }
}
