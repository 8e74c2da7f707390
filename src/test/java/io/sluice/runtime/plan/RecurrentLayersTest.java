package io.sluice.runtime.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;

/**
 * Every series here has an open length, which each trial runs at three lengths. Where one step of
 * one row is all that is left it has at least four values: two directions may cancel out in one,
 * and what rounding leaves of it is large beside nothing.
 */
@SuppressWarnings("deprecation") // GravesLSTM is what old archives hold.
class RecurrentLayersTest {
  /** The kinds that a wrapper may hold. */
  enum Kind {
    LSTM,
    GRAVES,
    SIMPLE
  }

  @Property(tries = 60)
  void translate_cell_computesAsDl4j(
      @ForAll Kind kind,
      @ForAll("functions") Activation function,
      @ForAll("gates") Activation gate,
      @ForAll @IntRange(min = 1, max = 9) int features,
      @ForAll @IntRange(min = 1, max = 17) int width,
      @ForAll RNNFormat format,
      @ForAll long seed)
      throws Exception {
    series(seed, features, format, layer(kind, function, gate, features, width, format));
  }

  @Property(tries = 30)
  void translate_lastStep_computesAsDl4j(
      @ForAll Kind kind,
      @ForAll @IntRange(min = 1, max = 5) int features,
      @ForAll @IntRange(min = 4, max = 9) int width,
      @ForAll RNNFormat format,
      @ForAll long seed)
      throws Exception {
    Layer cell = layer(kind, Activation.TANH, Activation.SIGMOID, features, width, format);
    series(seed, features, format, new LastTimeStep(cell));
  }

  @Property(tries = 60)
  void translate_bidirectional_computesAsDl4j(
      @ForAll Kind kind,
      @ForAll Bidirectional.Mode mode,
      @ForAll @IntRange(min = 1, max = 5) int features,
      @ForAll @IntRange(min = 4, max = 9) int width,
      @ForAll RNNFormat format,
      @ForAll boolean lastInside,
      @ForAll long seed)
      throws Exception {
    Layer cell = layer(kind, Activation.TANH, Activation.SIGMOID, features, width, format);
    Layer inside = lastInside ? new LastTimeStep(cell) : cell;
    series(seed, features, format, new Bidirectional(mode, inside));
  }

  @Property(tries = 20)
  void translate_lastStepOfBidirectional_computesAsDl4j(
      @ForAll Kind kind,
      @ForAll Bidirectional.Mode mode,
      @ForAll RNNFormat format,
      @ForAll long seed)
      throws Exception {
    Layer cell = layer(kind, Activation.TANH, Activation.SIGMOID, 3, 4, format);
    series(seed, 3, format, new LastTimeStep(new Bidirectional(mode, cell)));
  }

  @Property(tries = 30)
  void translate_gravesBidirectional_computesAsDl4j(
      @ForAll("functions") Activation function,
      @ForAll("gates") Activation gate,
      @ForAll @IntRange(min = 1, max = 5) int features,
      @ForAll @IntRange(min = 4, max = 9) int width,
      @ForAll RNNFormat format,
      @ForAll boolean lastOnly,
      @ForAll long seed)
      throws Exception {
    Layer both =
        new GravesBidirectionalLSTM.Builder()
            .nIn(features)
            .nOut(width)
            .activation(function)
            .gateActivationFunction(gate)
            .dataFormat(format)
            .build();
    series(seed, features, format, lastOnly ? new LastTimeStep(both) : both);
  }

  @Test
  void translate_functionThatOnnxLacks_isRefused() {
    Layer rational =
        layer(Kind.LSTM, Activation.RATIONALTANH, Activation.SIGMOID, 2, 3, RNNFormat.NCW);

    assertThatThrownBy(() -> series(1, 2, RNNFormat.NCW, rational))
        .isInstanceOf(UntranslatableException.class)
        .hasMessageContaining("ActivationRationalTanh");
  }

  @Test
  void translate_simpleRnnWithLayerNorm_isRefused() {
    Layer normalised = new SimpleRnn.Builder().nIn(2).nOut(3).hasLayerNorm(true).build();

    assertThatThrownBy(() -> series(1, 2, RNNFormat.NCW, normalised))
        .isInstanceOf(UntranslatableException.class)
        .hasMessageContaining("normalisation");
  }

  @Test
  void translate_noiseInsideWrapper_isRefused() {
    LSTM noisy = new LSTM.Builder().nIn(2).nOut(3).weightNoise(new DropConnect(0.5, true)).build();

    for (Layer layer : new Layer[] {new LastTimeStep(noisy), new Bidirectional(noisy)}) {
      assertThatThrownBy(() -> series(1, 2, RNNFormat.NCW, layer))
          .isInstanceOf(UntranslatableException.class)
          .hasMessageContaining("noise");
    }
  }

  @Test
  void translate_directionsOfTwoKinds_isRefused() {
    Bidirectional both =
        new Bidirectional(
            layer(Kind.LSTM, Activation.TANH, Activation.SIGMOID, 2, 3, RNNFormat.NCW));
    both.setBwd(layer(Kind.LSTM, Activation.RELU, Activation.SIGMOID, 2, 3, RNNFormat.NCW));

    assertThatThrownBy(() -> series(1, 2, RNNFormat.NCW, both))
        .isInstanceOf(UntranslatableException.class)
        .hasMessageContaining("two kinds");
  }

  @Provide
  Arbitrary<Activation> functions() {
    return Arbitraries.of(
        Activation.TANH,
        Activation.SIGMOID,
        Activation.HARDSIGMOID,
        Activation.SOFTSIGN,
        Activation.RELU,
        Activation.LEAKYRELU,
        Activation.ELU,
        Activation.IDENTITY);
  }

  @Provide
  Arbitrary<Activation> gates() {
    return Arbitraries.of(Activation.SIGMOID, Activation.HARDSIGMOID);
  }

  static void series(long seed, int features, RNNFormat format, Layer layer) throws Exception {
    PlanTrial.of(new NeuralNetConfiguration.Builder().list().layer(layer).build(), seed)
        .assertSame(format == RNNFormat.NWC ? new int[] {-1, features} : new int[] {features, -1});
  }

  /** The weight initialisation is stated since a wrapper inside another one inherits none. */
  static Layer layer(
      Kind kind, Activation function, Activation gate, int features, int width, RNNFormat format) {
    return switch (kind) {
      case LSTM ->
          new LSTM.Builder()
              .nIn(features)
              .nOut(width)
              .weightInit(WeightInit.XAVIER)
              .activation(function)
              .gateActivationFunction(gate)
              .dataFormat(format)
              .build();
      case GRAVES ->
          new GravesLSTM.Builder()
              .nIn(features)
              .nOut(width)
              .weightInit(WeightInit.XAVIER)
              .activation(function)
              .gateActivationFunction(gate)
              .dataFormat(format)
              .build();
      case SIMPLE ->
          new SimpleRnn.Builder()
              .nIn(features)
              .nOut(width)
              .weightInit(WeightInit.XAVIER)
              .activation(function)
              .dataFormat(format)
              .build();
    };
  }
}
