package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnn3DPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InputShapesTest {
  private static final LSTM STEPS = new LSTM.Builder().nIn(4).nOut(6).build();
  private static final DenseLayer DENSE = new DenseLayer.Builder().nIn(5).nOut(2).build();

  static Stream<Arguments> layers() {
    return Stream.of(
        layer(DENSE, "", 5),
        layer(new FrozenLayer.Builder().layer(DENSE).build(), "", 5),
        layer(new FrozenLayerWithBackprop(DENSE), "", 5),
        layer(new EmbeddingLayer.Builder().nIn(100).nOut(3).build(), "", 1),
        layer(new EmbeddingSequenceLayer.Builder().nIn(100).nOut(3).build(), "", -1),
        layer(STEPS, "NCW", 4, -1),
        layer(new LSTM.Builder().nIn(4).nOut(6).dataFormat(RNNFormat.NWC).build(), "NWC", -1, 4),
        layer(new Bidirectional(STEPS), "NCW", 4, -1),
        layer(new LastTimeStep(STEPS), "NCW", 4, -1),
        layer(new MaskZeroLayer(STEPS, 0), "NCW", 4, -1),
        layer(new RnnOutputLayer.Builder().nIn(4).nOut(2).build(), "NCW", 4, -1),
        layer(new SelfAttentionLayer.Builder().nIn(4).nOut(4).nHeads(1).build(), "NCW", 4, -1),
        layer(new Convolution1DLayer.Builder(3).nIn(7).nOut(2).build(), "NCW", 7, -1),
        layer(new ConvolutionLayer.Builder(3, 3).nIn(3).nOut(2).build(), "NCHW", 3, -1, -1),
        layer(
            new ConvolutionLayer.Builder(3, 3).nIn(3).nOut(2).dataFormat(CNN2DFormat.NHWC).build(),
            "NHWC",
            -1,
            -1,
            3),
        layer(new Convolution3D.Builder(2, 2, 2).nIn(3).nOut(2).build(), "NCDHW", 3, -1, -1, -1),
        layer(
            new Convolution3D.Builder(2, 2, 2)
                .nIn(3)
                .nOut(2)
                .dataFormat(Convolution3D.DataFormat.NDHWC)
                .build(),
            "NDHWC",
            -1,
            -1,
            -1,
            3));
  }

  static Stream<Arguments> preprocessors() {
    Layer image = new ConvolutionLayer.Builder(3, 3).nIn(2).nOut(4).build();
    Layer volume = new Convolution3D.Builder(2, 2, 2).nIn(2).nOut(4).build();
    return Stream.of(
        Arguments.of(new FeedForwardToCnnPreProcessor(5, 6, 2), image, "", List.of(60)),
        Arguments.of(
            new FeedForwardToCnn3DPreProcessor(3, 5, 6, 2, true), volume, "", List.of(180)),
        Arguments.of(new RnnToCnnPreProcessor(5, 6, 2), image, "NCW", List.of(60, -1)),
        Arguments.of(
            new RnnToFeedForwardPreProcessor(RNNFormat.NWC), DENSE, "NWC", List.of(-1, 5)));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void of_firstLayer_tellsWhatItTakes(Layer layer, String layout, List<Integer> axes) {
    assertThat(InputShapes.of(null, layer)).isEqualTo(new InputShapes(axes, layout));
  }

  @ParameterizedTest
  @MethodSource("preprocessors")
  void of_preprocessor_tellsWhatComesBeforeIt(
      InputPreProcessor before, Layer layer, String layout, List<Integer> axes) {
    assertThat(InputShapes.of(before, layer)).isEqualTo(new InputShapes(axes, layout));
  }

  @Test
  void of_layerThatTakesAnything_tellsNothing() {
    assertThat(told(null, new ActivationLayer.Builder().build())).isNull();
  }

  @Test
  void of_preprocessorThatHidesTheInput_tellsNothing() {
    assertThat(told(new CnnToFeedForwardPreProcessor(2, 2, 2), DENSE)).isNull();
  }

  private static @Nullable InputShapes told(@Nullable InputPreProcessor before, Layer layer) {
    return InputShapes.of(before, layer);
  }

  private static Arguments layer(Layer layer, String layout, Integer... axes) {
    return Arguments.of(layer, layout, List.of(axes));
  }
}
