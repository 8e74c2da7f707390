package io.sluice.runtime.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnxruntime.OrtException;
import io.sluice.model.Shapes;
import io.sluice.model.Tensor;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;

@SuppressWarnings("deprecation") // Archives have Graves LSTMs.
class MaskedLayersTest {
  @Property(tries = 60)
  void translate_masked_computesAsDl4j(
      @ForAll RecurrentLayersTest.Kind kind,
      @ForAll @IntRange(min = 1, max = 4) int features,
      @ForAll @IntRange(min = 4, max = 8) int width,
      @ForAll RNNFormat format,
      @ForAll boolean hardGates,
      @ForAll boolean zero,
      @ForAll boolean last,
      @ForAll long seed)
      throws Exception {
    Activation gates = hardGates ? Activation.HARDSIGMOID : Activation.SIGMOID;
    Layer cell = RecurrentLayersTest.layer(kind, Activation.TANH, gates, features, width, format);
    float value = zero ? 0 : 0.7f;
    Layer masked = new MaskZeroLayer(cell, value);
    trial(last ? new LastTimeStep(masked) : masked, seed)
        .editing(tensor -> blanked(tensor, format, value, new Random(seed)))
        .assertSame(row(format, features));
  }

  @Property(tries = 20)
  void translate_maskedBothWays_computesAsDl4j(
      @ForAll RNNFormat format, @ForAll boolean last, @ForAll long seed) throws Exception {
    Layer masked =
        new MaskZeroLayer(
            new GravesBidirectionalLSTM.Builder().nIn(3).nOut(4).dataFormat(format).build(), 0);
    trial(last ? new LastTimeStep(masked) : masked, seed)
        .editing(tensor -> blanked(tensor, format, 0, new Random(seed)))
        .assertSame(row(format, 3));
  }

  @Test
  void infer_nothingButMaskedSteps_failsAsInDl4j() {
    PlanTrial trial =
        trial(new LastTimeStep(new MaskZeroLayer(lstm(Activation.SIGMOID), 0)), 1)
            .editing(tensor -> Tensor.of(new float[tensor.size()], tensor.shape()));

    assertThatThrownBy(() -> trial.assertSame(new int[] {2, 3})).isInstanceOf(OrtException.class);
    assertThatThrownBy(() -> ((MultiLayerNetwork) trial.network()).output(Nd4j.zeros(1, 2, 3)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("entirely masked");
  }

  @Test
  void translate_masksThatHaveNoPlan_areRefused() {
    Layer open = new MaskZeroLayer(lstm(Activation.TANH), 0);
    Layer both = new MaskZeroLayer(new Bidirectional(lstm(Activation.SIGMOID)), 0);

    for (Layer layer : new Layer[] {open, both}) {
      assertThatThrownBy(() -> trial(layer, 1).assertSame(new int[] {2, 3}))
          .isInstanceOf(UntranslatableException.class);
    }
  }

  private static Layer lstm(Activation gates) {
    return RecurrentLayersTest.layer(
        RecurrentLayersTest.Kind.LSTM, Activation.TANH, gates, 2, 3, RNNFormat.NCW);
  }

  private static PlanTrial trial(Layer layer, long seed) {
    return PlanTrial.of(new NeuralNetConfiguration.Builder().list().layer(layer).build(), seed);
  }

  private static int[] row(RNNFormat format, int features) {
    return format == RNNFormat.NWC
        ? new int[] {Shapes.VARIABLE, features}
        : new int[] {features, Shapes.VARIABLE};
  }

  /** About half of the steps of each row are made the value to mask; one of them never is. */
  private static Tensor blanked(Tensor tensor, RNNFormat format, float value, Random random) {
    int time = tensor.shape()[format == RNNFormat.NWC ? 1 : 2];
    int features = tensor.shape()[format == RNNFormat.NWC ? 2 : 1];
    float[] values = tensor.values().clone();
    for (int row = 0; row < tensor.shape()[0]; row++) {
      int kept = random.nextInt(time);
      for (int step = 0; step < time; step++) {
        boolean blank = step != kept && random.nextBoolean();
        for (int feature = 0; blank && feature < features; feature++) {
          int within = format == RNNFormat.NWC ? step * features + feature : feature * time + step;
          values[row * time * features + within] = value;
        }
      }
    }
    return Tensor.of(values, tensor.shape());
  }
}
