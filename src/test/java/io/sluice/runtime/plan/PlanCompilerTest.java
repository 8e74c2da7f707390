package io.sluice.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.Tensor;
import io.sluice.model.TimeSource;
import io.sluice.runtime.Archives;
import io.sluice.runtime.Dl4jEngine;
import io.sluice.runtime.Engine;
import io.sluice.runtime.Network;
import io.sluice.runtime.NetworkLoader;
import io.sluice.runtime.NetworkProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.CapsuleLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.AbstractDataSetNormalizer;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerMinMaxScaler;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class PlanCompilerTest {
  @Test
  void compile_standardisedColumns_scalesBothEndsAsDl4jDoes() throws Exception {
    assertComputesAsDl4j(normalised(new NormalizerStandardize()));
  }

  @Test
  void compile_columnsOfARange_scalesBothEndsAsDl4jDoes() throws Exception {
    assertComputesAsDl4j(normalised(new NormalizerMinMaxScaler(-1, 1)));
  }

  @Test
  void compile_weightsBeyondAMegabyte_leavesNoFileBehind() throws Exception {
    List<Path> before = temporaryFolders();

    assertComputesAsDl4j(NetworkLoader.load(Archives.of(regression(300, 1000))));

    assertThat(temporaryFolders()).isEqualTo(before);
  }

  @Test
  void compile_layerWithoutTranslation_saysWhich() {
    assertThatThrownBy(() -> LayerTranslations.ALL.of(new CapsuleLayer.Builder(2, 2, 1).build()))
        .isInstanceOf(UntranslatableException.class)
        .hasMessageContaining("CapsuleLayer");
  }

  @Test
  void check_anotherNetworksPlan_isRefused() throws Exception {
    Network right = NetworkLoader.load(Archives.of(regression(4, 8)));
    Network wrong = NetworkLoader.load(Archives.of(regression(4, 9)));
    Engine plan = PlanCompiler.compile(wrong, probe(wrong));

    assertThatThrownBy(
            () ->
                PlanCheck.check(plan, new Dl4jEngine(right), ProbeBatches.of(right, probe(right))))
        .isInstanceOf(UntranslatableException.class)
        .hasMessageMatching("the plan differs from Deeplearning4j by .* at output 0");
    plan.close();
    right.close();
    wrong.close();
  }

  @Test
  void infer_partsOfOneBatch_getTheirOwnAnswers() throws Exception {
    Network network = NetworkLoader.load(Archives.of(regression(4, 8)));
    Engine plan = PlanCompiler.compile(network, probe(network));
    List<List<Tensor>> parts = new ArrayList<>();
    for (int rows : new int[] {1, 3, 40, 2}) {
      parts.add(List.of(rows(rows, 4, rows)));
    }

    List<List<Tensor>> together = plan.infer(parts);

    for (int i = 0; i < parts.size(); i++) {
      Tensor alone = plan.infer(List.of(parts.get(i))).get(0).get(0);
      assertThat(together.get(i).get(0).shape()).isEqualTo(alone.shape());
      assertThat(PlanCheck.difference(alone, together.get(i).get(0))).isLessThan(1e-6);
    }
    plan.close();
    network.close();
  }

  @Test
  void infer_onAllLanesAtOnce_mixesNothingUp() throws Exception {
    Network network = NetworkLoader.load(Archives.of(regression(4, 8)));
    Engine plan = PlanCompiler.compile(network, probe(network));
    ExecutorService callers = Executors.newFixedThreadPool(plan.lanes());
    List<Future<Double>> worst = new ArrayList<>();
    for (int caller = 0; caller < plan.lanes(); caller++) {
      List<Tensor> mine = List.of(rows(1 + caller, 4, caller));
      Tensor expected = plan.infer(List.of(mine)).get(0).get(0);
      worst.add(
          callers.submit(
              () -> {
                double difference = 0;
                for (int i = 0; i < 2000; i++) {
                  Tensor given = plan.infer(List.of(mine)).get(0).get(0);
                  difference = Math.max(difference, PlanCheck.difference(expected, given));
                }
                return difference;
              }));
    }

    for (Future<Double> difference : worst) {
      assertThat(difference.get()).isZero();
    }
    callers.shutdown();
    plan.close();
    network.close();
  }

  private static void assertComputesAsDl4j(Network network) throws Exception {
    Engine plan = PlanCompiler.compile(network, probe(network));
    assertThat(plan.name()).isEqualTo("plan");
    List<Tensor> batch = List.of(rows(9, network.inputs().get(0).shape().get(0), 7));
    Tensor expected = new Dl4jEngine(network).infer(List.of(batch)).get(0).get(0);
    network.close();

    Tensor given = plan.infer(List.of(batch)).get(0).get(0);

    assertThat(PlanCheck.difference(expected, given)).isLessThan(PlanTrial.TOLERANCE);
    plan.close();
  }

  private static NetworkProbe.Findings probe(Network network) throws Exception {
    return new NetworkProbe(network, TimeSource.SYSTEM).probe(network.inputs());
  }

  private static Network normalised(AbstractDataSetNormalizer<?> normalizer) throws Exception {
    normalizer.fitLabel(true);
    normalizer.fit(
        new DataSet(
            Nd4j.rand(50, 4).muli(30).addi(2000), Nd4j.rand(50, 1).muli(90_000).addi(50_000)));
    return NetworkLoader.load(Archives.of(regression(4, 16), normalizer));
  }

  private static MultiLayerNetwork regression(int columns, int width) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(columns + width)
                .list()
                .layer(
                    new DenseLayer.Builder()
                        .nIn(columns)
                        .nOut(width)
                        .activation(Activation.TANH)
                        .build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(width)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
    network.init();
    return network;
  }

  private static Tensor rows(int rows, int columns, int seed) {
    float[] values = new float[rows * columns];
    Random random = new Random(seed);
    for (int i = 0; i < values.length; i++) {
      values[i] = 2000 + 30 * random.nextFloat();
    }
    return Tensor.of(values, rows, columns);
  }

  private static List<Path> temporaryFolders() throws IOException {
    try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
      return files.filter(file -> file.getFileName().toString().startsWith("sluice-plan")).toList();
    }
  }
}
