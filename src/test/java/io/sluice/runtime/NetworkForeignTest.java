package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.intake.ArchiveInspector;
import io.sluice.intake.IntakeLimits;
import io.sluice.model.Shapes;
import io.sluice.model.Tensor;
import io.sluice.model.TensorSpec;
import io.sluice.model.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Archives that DL4J's authors wrote with DL4J 0.5 to 1.0-beta: each that DL4J itself loads must
 * load here and give DL4J's own output.
 */
class NetworkForeignTest {
  private static final int ROWS = 3;
  private static final int FREE_LENGTH = 9;

  static List<Path> archives() throws IOException {
    String folder = Objects.requireNonNull(System.getProperty("sluice.foreign.models"));
    try (Stream<Path> files = Files.list(Path.of(folder, "dl4j"))) {
      return files.filter(file -> file.toString().endsWith(".zip")).sorted().toList();
    }
  }

  /**
   * Their configurations contradict themselves: DL4J loads them, but computes nothing with them.
   */
  private static final Set<String> CANNOT_COMPUTE =
      Set.of("regression_050_CNN_1.zip", "regression_080_CNN_1.zip");

  static List<Path> contradictory() throws IOException {
    return archives().stream().filter(NetworkForeignTest::contradictsItself).toList();
  }

  static List<Path> computable() throws IOException {
    return archives().stream().filter(file -> !contradictsItself(file)).toList();
  }

  private static boolean contradictsItself(Path file) {
    return CANNOT_COMPUTE.contains(String.valueOf(file.getFileName()));
  }

  @Test
  void archives_folder_isNotEmpty() throws IOException {
    assertThat(archives()).hasSizeGreaterThan(10);
  }

  @ParameterizedTest
  @MethodSource("contradictory")
  void probe_networkThatDl4jCannotRun_saysWhy(Path file) throws Exception {
    Network network = NetworkLoader.load(ArchiveInspector.inspect(file, IntakeLimits.DEFAULTS));

    assertThatThrownBy(() -> new NetworkProbe(network, TimeSource.SYSTEM).probe(network.inputs()))
        .isInstanceOf(NetworkRejectedException.class)
        .hasMessageContaining("the network loads, but it can compute nothing: ")
        .hasMessageContaining("state it in a model.json");
    network.close();
  }

  @ParameterizedTest
  @MethodSource("computable")
  void infer_archiveOfDl4j_givesDl4jsOwnOutput(Path file) throws Exception {
    Network network = NetworkLoader.load(ArchiveInspector.inspect(file, IntakeLimits.DEFAULTS));
    NetworkProbe.Findings found =
        new NetworkProbe(network, TimeSource.SYSTEM).probe(network.inputs());
    List<Tensor> batch = new ArrayList<>();
    for (TensorSpec input : found.inputs()) {
      batch.add(random(input));
    }
    INDArray[] inputs =
        batch.stream()
            .map(
                tensor ->
                    Nd4j.create(
                        tensor.values(),
                        IntStream.of(tensor.shape()).asLongStream().toArray(),
                        'c'))
            .toArray(INDArray[]::new);

    List<Tensor> answers = network.infer(batch);

    INDArray[] expected = dl4j(file, inputs);
    assertThat(answers).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      float[] wanted = expected[i].dup('c').data().asFloat();
      assertThat(answers.get(i).values()).hasSameSizeAs(wanted);
      for (int j = 0; j < wanted.length; j++) {
        assertThat(answers.get(i).at(j)).isCloseTo(wanted[j], Offset.offset(1e-5f));
      }
    }
    network.close();
  }

  private static Tensor random(TensorSpec input) {
    IntStream row =
        input.shape().stream().mapToInt(axis -> axis == Shapes.VARIABLE ? FREE_LENGTH : axis);
    int[] shape = IntStream.concat(IntStream.of(ROWS), row).toArray();
    float[] values = new float[(int) Shapes.size(shape)];
    Random random = new Random(7);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat();
    }
    return Tensor.of(values, shape);
  }

  private static INDArray[] dl4j(Path file, INDArray[] inputs) throws IOException {
    try {
      MultiLayerNetwork network = ModelSerializer.restoreMultiLayerNetwork(file.toFile(), false);
      return new INDArray[] {network.output(inputs[0])};
    } catch (RuntimeException notLayers) {
      ComputationGraph network = ModelSerializer.restoreComputationGraph(file.toFile(), false);
      return network.output(inputs);
    }
  }
}
