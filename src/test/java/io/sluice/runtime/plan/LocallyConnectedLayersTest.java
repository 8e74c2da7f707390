package io.sluice.runtime.plan;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.nd4j.linalg.activations.Activation;

class LocallyConnectedLayersTest {
  @Property(tries = 20)
  void translate_images_computesAsDl4j(
      @ForAll @IntRange(min = 1, max = 3) int channels,
      @ForAll @IntRange(min = 1, max = 3) int filters,
      @ForAll @IntRange(min = 2, max = 3) int kernel,
      @ForAll @IntRange(min = 1, max = 2) int stride,
      @ForAll("modes") ConvolutionMode mode,
      @ForAll("activations") Activation activation,
      @ForAll boolean channelsLast,
      @ForAll boolean bias,
      @ForAll @IntRange(min = 4, max = 6) int height,
      @ForAll @IntRange(min = 4, max = 6) int width,
      @ForAll long seed)
      throws Exception {
    CNN2DFormat format = channelsLast ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
    Layer layer =
        new LocallyConnected2D.Builder()
            .kernelSize(kernel, 2)
            .stride(stride, 1)
            .nOut(filters)
            .convolutionMode(mode)
            .activation(activation)
            .hasBias(bias)
            .dataFormat(format)
            .build();
    trial(layer, InputType.convolutional(height, width, channels, format), seed)
        .assertSame(
            channelsLast
                ? new int[] {height, width, channels}
                : new int[] {channels, height, width});
  }

  @Property(tries = 20)
  void translate_series_computesAsDl4j(
      @ForAll @IntRange(min = 1, max = 3) int features,
      @ForAll @IntRange(min = 1, max = 3) int filters,
      @ForAll @IntRange(min = 2, max = 3) int kernel,
      @ForAll @IntRange(min = 1, max = 2) int stride,
      @ForAll("modes") ConvolutionMode mode,
      @ForAll("activations") Activation activation,
      @ForAll boolean bias,
      @ForAll @IntRange(min = 4, max = 8) int length,
      @ForAll long seed)
      throws Exception {
    Layer layer =
        new LocallyConnected1D.Builder()
            .kernelSize(kernel)
            .stride(stride)
            .nOut(filters)
            .convolutionMode(mode)
            .activation(activation)
            .hasBias(bias)
            .build();
    trial(layer, InputType.recurrent(features, length), seed)
        .assertSame(new int[] {features, length});
  }

  @Provide
  Arbitrary<ConvolutionMode> modes() {
    return Arbitraries.of(ConvolutionMode.Truncate, ConvolutionMode.Same);
  }

  @Provide
  Arbitrary<Activation> activations() {
    return Arbitraries.of(
        Activation.TANH, Activation.LEAKYRELU, Activation.SIGMOID, Activation.SOFTMAX);
  }

  private static PlanTrial trial(Layer layer, InputType input, long seed) {
    return PlanTrial.of(
        new NeuralNetConfiguration.Builder().list().layer(layer).setInputType(input).build(), seed);
  }
}
