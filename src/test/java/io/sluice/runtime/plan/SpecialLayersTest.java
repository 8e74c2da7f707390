package io.sluice.runtime.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.dropout.AlphaDropout;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.GaussianDropout;
import org.deeplearning4j.nn.conf.dropout.GaussianNoise;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.dropout.SpatialDropout;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.objdetect.Yolo2OutputLayer;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class SpecialLayersTest {
  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void translate_normalizedRows_computesAsDl4j(
      @ForAll @IntRange(min = 1, max = 12) int columns,
      @ForAll @IntRange(min = 4, max = 24) int width,
      @ForAll boolean bias,
      @ForAll("dropouts") IDropout dropout,
      @ForAll long seed)
      throws Exception {
    trial(
            seed,
            new DenseLayer.Builder()
                .nIn(columns)
                .nOut(width)
                .hasBias(bias)
                .hasLayerNorm(true)
                .dropOut(dropout)
                .weightNoise(new DropConnect(0.5))
                .activation(Activation.TANH)
                .build(),
            new DropoutLayer.Builder(dropout).build(),
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(width)
                .nOut(4)
                .hasBias(bias)
                .activation(Activation.SOFTMAX)
                .build())
        .assertSame(new int[] {columns});
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void translate_encodersAndFrozenLayers_computesAsDl4j(
      @ForAll @IntRange(min = 1, max = 12) int columns,
      @ForAll @IntRange(min = 1, max = 12) int width,
      @ForAll @IntRange(min = 1, max = 3) int depth,
      @ForAll("smooth") Activation activation,
      @ForAll long seed)
      throws Exception {
    int[] sizes = new int[depth];
    Arrays.setAll(sizes, i -> width + i);
    trial(
            seed,
            new AutoEncoder.Builder().nIn(columns).nOut(width).activation(activation).build(),
            new VariationalAutoencoder.Builder()
                .nIn(width)
                .nOut(5)
                .encoderLayerSizes(sizes)
                .decoderLayerSizes(4)
                .activation(activation)
                .pzxActivationFunction(Activation.SOFTSIGN)
                .build(),
            new FrozenLayer(
                new ElementWiseMultiplicationLayer.Builder()
                    .nIn(5)
                    .nOut(5)
                    .activation(activation)
                    .build()),
            new FrozenLayerWithBackprop(
                new DenseLayer.Builder().nIn(5).nOut(6).activation(activation).build()),
            new CenterLossOutputLayer.Builder(LossFunction.MCXENT)
                .nIn(6)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build())
        .assertSame(new int[] {columns});
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void translate_slopesThatAxesShare_computesAsDl4j(
      @ForAll("rows") int[] shape,
      @ForAll @IntRange(min = 0, max = 15) int shared,
      @ForAll long seed)
      throws Exception {
    long[] axes =
        LongStream.rangeClosed(1, shape.length).filter(i -> (shared >> (i - 1) & 1) == 1).toArray();
    long[] slopes = Arrays.stream(shape).asLongStream().toArray();
    PReLULayer.Builder layer = new PReLULayer.Builder().inputShape(slopes);
    if (axes.length > 0) {
      layer.sharedAxes(axes);
    }
    trial(seed, layer.build()).assertSame(shape);
  }

  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void translate_boundingBoxes_computesAsDl4j(
      @ForAll @IntRange(min = 1, max = 4) int boxes,
      @ForAll @IntRange(min = 1, max = 5) int classes,
      @ForAll @IntRange(min = -1, max = 5) int size,
      @ForAll boolean last,
      @ForAll long seed)
      throws Exception {
    INDArray priors = Nd4j.rand(boxes, 2).addi(0.5);
    int channels = boxes * (5 + classes);
    int side = size == 0 ? -1 : size;
    Yolo2OutputLayer layer = new Yolo2OutputLayer.Builder().boundingBoxPriors(priors).build();
    layer.setFormat(last ? CNN2DFormat.NHWC : CNN2DFormat.NCHW);
    trial(seed, layer)
        .assertSame(last ? new int[] {side, side, channels} : new int[] {channels, side, side});
  }

  @Test
  void translate_noiseThatDl4jDrawsAtInference_saysWhy() {
    DenseLayer noisy =
        new DenseLayer.Builder()
            .nIn(2)
            .nOut(2)
            .activation(Activation.RELU)
            .weightNoise(new DropConnect(0.5, true))
            .build();
    assertThatThrownBy(() -> trial(1, noisy).assertSame(new int[] {2}))
        .isInstanceOf(UntranslatableException.class)
        .hasMessageContaining("weight noise that DL4J draws at inference too");
  }

  private static PlanTrial trial(long seed, Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    return PlanTrial.of(list.build(), seed);
  }

  @Provide
  Arbitrary<IDropout> dropouts() {
    return Arbitraries.of(
        new Dropout(0.5),
        new AlphaDropout(0.5),
        new GaussianDropout(0.5),
        new GaussianNoise(0.5),
        new SpatialDropout(0.5));
  }

  @Provide
  Arbitrary<Activation> smooth() {
    return Arbitraries.of(Activation.TANH, Activation.SIGMOID, Activation.ELU, Activation.SWISH);
  }

  @Provide
  Arbitrary<int[]> rows() {
    return Arbitraries.integers().between(1, 5).array(int[].class).ofMinSize(1).ofMaxSize(4);
  }
}
