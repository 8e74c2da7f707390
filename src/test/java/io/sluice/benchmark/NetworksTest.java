package io.sluice.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The networks have the sizes that figures of them are read with. */
final class NetworksTest {

  @Test
  void mlp_hasItsParametersAndTellsTenClasses() {
    assertThat(Networks.mlp().numParams()).isEqualTo(235_146);
    assertProbabilities(
        Networks.mlp().output(Nd4j.create(Subject.MLP.instance(), new long[] {1, 784}, 'c')));
  }

  @Test
  void lenet_hasItsParametersAndTellsTenClasses() {
    assertThat(Networks.lenet().numParams()).isEqualTo(431_080);
    assertProbabilities(
        Networks.lenet()
            .output(Nd4j.create(Subject.LENET.instance(), new long[] {1, 1, 28, 28}, 'c')));
  }

  @Test
  void resnet_halvesItsImageTwiceAndTellsTenClasses() {
    ComputationGraph network = Networks.resnet();
    INDArray image = Nd4j.create(Subject.RESNET.instance(), new long[] {1, 1, 28, 28}, 'c');

    assertProbabilities(network.outputSingle(image));
    assertThat(network.feedForward(image, false).get("s2b1out").shape())
        .containsExactly(1, 256, 7, 7);
  }

  @Test
  void networks_madeTwice_haveTheSameWeights() {
    assertThat(Networks.mlp().params()).isEqualTo(Networks.mlp().params());
  }

  private static void assertProbabilities(INDArray output) {
    assertThat(output.shape()).containsExactly(1, 10);
    assertThat(output.sumNumber().doubleValue()).isCloseTo(1, within(1e-5));
  }
}
