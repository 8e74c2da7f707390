package io.sluice.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sluice.model.Datatype;
import io.sluice.model.Tensor;
import io.sluice.model.TensorSpec;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.exception.DL4JInvalidInputException;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;

class EmbeddingLayersTest {
  @Property(tries = 30)
  void translate_column_computesAsDl4j(
      @ForAll @IntRange(min = 1, max = 30) int indices,
      @ForAll @IntRange(min = 1, max = 9) int width,
      @ForAll boolean bias,
      @ForAll long seed)
      throws Exception {
    trial(indices, width, bias, seed).drawingIndices(indices).assertSame(new int[] {1});
  }

  @Property(tries = 20)
  void translate_fractions_areCutOffAsDl4jDoes(@ForAll long seed) throws Exception {
    trial(7, 3, true, seed).drawing(-0.99, 6.99).assertSame(new int[] {1});
  }

  @Property(tries = 40)
  void translate_sequence_computesAsDl4j(
      @ForAll @IntRange(min = 1, max = 30) int indices,
      @ForAll @IntRange(min = 1, max = 9) int width,
      @ForAll boolean bias,
      @ForAll boolean open,
      @ForAll boolean inChannel,
      @ForAll RNNFormat format,
      @ForAll long seed)
      throws Exception {
    int length = open ? -1 : 5;
    PlanTrial.of(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(
                    new EmbeddingSequenceLayer.Builder()
                        .nIn(indices)
                        .nOut(width)
                        .hasBias(bias)
                        .inferInputLength(open)
                        .inputLength(open ? 1 : length)
                        .outputDataFormat(format)
                        .activation(Activation.TANH)
                        .build())
                .layer(new LSTM.Builder().nIn(width).nOut(3).dataFormat(format).build())
                .build(),
            seed)
        .drawingIndices(indices)
        .assertSame(inChannel ? new int[] {1, length} : new int[] {length});
  }

  @ParameterizedTest
  @ValueSource(floats = {-1, -7, 7, 1e6f, 1e30f, -1e30f, Float.POSITIVE_INFINITY})
  void infer_noSuchRow_failsAsInDl4j(float index) throws Exception {
    MultiLayerNetwork network = (MultiLayerNetwork) trial(7, 3, true, 1).network();
    List<TensorSpec> specs = List.of(new TensorSpec("in", Datatype.FP32, List.of(1), "", false));
    List<TensorSpec> outputs = List.of(new TensorSpec("out", Datatype.FP32, List.of(3), "", false));
    try (OrtSession session =
        PlanSession.open(new NetworkTranslator(specs, null).translate(network))) {
      Lane lane = new Lane(session, specs, outputs);
      Tensor known = Tensor.of(new float[] {6}, 1, 1);

      assertThatThrownBy(() -> lane.infer(List.of(List.of(Tensor.of(new float[] {index}, 1, 1)))))
          .isInstanceOf(OrtException.class);
      assertThatThrownBy(() -> network.output(Nd4j.createFromArray(new float[][] {{index}})))
          .isInstanceOf(DL4JInvalidInputException.class);
      assertThat(lane.infer(List.of(List.of(known))).get(0).get(0).shape()).containsExactly(1, 3);
    }
  }

  private static PlanTrial trial(int indices, int width, boolean bias, long seed) {
    return PlanTrial.of(
        new NeuralNetConfiguration.Builder()
            .list()
            .layer(
                new EmbeddingLayer.Builder()
                    .nIn(indices)
                    .nOut(width)
                    .hasBias(bias)
                    .activation(Activation.SIGMOID)
                    .build())
            .build(),
        seed);
  }
}
