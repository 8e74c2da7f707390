package io.sluice.runtime.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class ConvolutionLayersTest {
  @Property(tries = 60)
  void translate_image_computesAsDl4j(
      @ForAll("kernels") WindowTrial rows,
      @ForAll("kernels") WindowTrial columns,
      @ForAll("modes") ConvolutionMode mode,
      @ForAll @IntRange(min = 1, max = 4) int channels,
      @ForAll @IntRange(min = 1, max = 5) int filters,
      @ForAll("activations") Activation activation,
      @ForAll boolean bias,
      @ForAll boolean last,
      @ForAll long seed)
      throws Exception {
    int[] padding = {rows.padding(mode), columns.padding(mode)};
    Layer layer =
        new ConvolutionLayer.Builder(
                new int[] {rows.kernel(), columns.kernel()},
                new int[] {rows.stride(), columns.stride()},
                padding)
            .dilation(rows.dilation(), columns.dilation())
            .convolutionMode(mode)
            .dataFormat(last ? CNN2DFormat.NHWC : CNN2DFormat.NCHW)
            .nIn(channels)
            .nOut(filters)
            .hasBias(bias)
            .activation(activation)
            .build();

    PlanTrial.of(alone(layer), seed)
        .assertSame(shape(last, channels, rows.length(mode), columns.length(mode)));
  }

  @Property(tries = 60)
  void translate_series_computesAsDl4j(
      @ForAll("kernels") WindowTrial window,
      @ForAll("seriesModes") ConvolutionMode mode,
      @ForAll @IntRange(min = 1, max = 4) int channels,
      @ForAll @IntRange(min = 1, max = 5) int filters,
      @ForAll("activations") Activation activation,
      @ForAll boolean bias,
      @ForAll boolean last,
      @ForAll long seed)
      throws Exception {
    Layer layer =
        new Convolution1DLayer.Builder(window.kernel(), window.stride(), window.padding(mode))
            .dilation(window.dilation())
            .convolutionMode(mode)
            .rnnDataFormat(last ? RNNFormat.NWC : RNNFormat.NCW)
            .nIn(channels)
            .nOut(filters)
            .hasBias(bias)
            .activation(activation)
            .build();

    PlanTrial.of(alone(layer), seed).assertSame(shape(last, channels, window.length(mode)));
  }

  @Property(tries = 40)
  void translate_volume_computesAsDl4j(
      @ForAll("kernels") WindowTrial depth,
      @ForAll("kernels") WindowTrial anyRows,
      @ForAll("kernels") WindowTrial anyColumns,
      @ForAll("modes") ConvolutionMode mode,
      @ForAll @IntRange(min = 1, max = 3) int channels,
      @ForAll @IntRange(min = 1, max = 4) int filters,
      @ForAll("activations") Activation activation,
      @ForAll boolean bias,
      @ForAll boolean last,
      @ForAll long seed)
      throws Exception {
    // In the mode Strict DL4J holds every axis to the kernel and the stride of the first.
    WindowTrial rows = mode == ConvolutionMode.Strict ? depth : anyRows;
    WindowTrial columns = mode == ConvolutionMode.Strict ? depth : anyColumns;
    Layer layer =
        new Convolution3D.Builder(
                new int[] {depth.kernel(), rows.kernel(), columns.kernel()},
                new int[] {depth.stride(), rows.stride(), columns.stride()},
                new int[] {depth.padding(mode), rows.padding(mode), columns.padding(mode)},
                new int[] {depth.dilation(), rows.dilation(), columns.dilation()})
            .convolutionMode(mode)
            .dataFormat(last ? Convolution3D.DataFormat.NDHWC : Convolution3D.DataFormat.NCDHW)
            .nIn(channels)
            .nOut(filters)
            .hasBias(bias)
            .activation(activation)
            .build();

    PlanTrial.of(alone(layer), seed)
        .assertSame(
            shape(last, channels, depth.length(mode), rows.length(mode), columns.length(mode)));
  }

  @Property(tries = 30)
  void translate_outputOfImages_computesAsDl4j(
      @ForAll @IntRange(min = 1, max = 5) int channels,
      @ForAll @IntRange(min = 1, max = 6) int height,
      @ForAll @IntRange(min = 1, max = 6) int width,
      @ForAll("activations") Activation activation,
      @ForAll boolean last,
      @ForAll long seed)
      throws Exception {
    Layer layer =
        new CnnLossLayer.Builder(LossFunction.MSE)
            .format(last ? CNN2DFormat.NHWC : CNN2DFormat.NCHW)
            .activation(activation)
            .build();

    PlanTrial.of(alone(layer), seed).assertSame(shape(last, channels, height, width));
  }

  @Property(tries = 30)
  void translate_outputOfVolumes_computesAsDl4j(
      @ForAll @IntRange(min = 1, max = 5) int channels,
      @ForAll @IntRange(min = 1, max = 4) int depth,
      @ForAll @IntRange(min = 1, max = 4) int height,
      @ForAll @IntRange(min = 1, max = 4) int width,
      @ForAll("activations") Activation activation,
      @ForAll boolean last,
      @ForAll long seed)
      throws Exception {
    Layer layer =
        new Cnn3DLossLayer.Builder(
                last ? Convolution3D.DataFormat.NDHWC : Convolution3D.DataFormat.NCDHW)
            .lossFunction(LossFunction.MSE)
            .activation(activation)
            .build();

    PlanTrial.of(alone(layer), seed).assertSame(shape(last, channels, depth, height, width));
  }

  @Property(tries = 30)
  void translate_openLengths_computesAsDl4jAtEach(
      @ForAll @IntRange(min = 1, max = 3) int kernel,
      @ForAll @IntRange(min = 1, max = 3) int stride,
      @ForAll boolean causal,
      @ForAll boolean last,
      @ForAll long seed)
      throws Exception {
    int step = Math.min(kernel, stride);
    Layer image =
        new ConvolutionLayer.Builder(new int[] {kernel, kernel}, new int[] {step, step})
            .convolutionMode(ConvolutionMode.Same)
            .dataFormat(last ? CNN2DFormat.NHWC : CNN2DFormat.NCHW)
            .nIn(2)
            .nOut(3)
            .activation(Activation.TANH)
            .build();
    Layer series =
        new Convolution1DLayer.Builder(kernel, step)
            .convolutionMode(causal ? ConvolutionMode.Causal : ConvolutionMode.Same)
            .rnnDataFormat(last ? RNNFormat.NWC : RNNFormat.NCW)
            .dilation(causal ? 2 : 1)
            .nIn(2)
            .nOut(3)
            .activation(Activation.RELU)
            .build();

    PlanTrial.of(alone(image), seed).assertSame(shape(last, 2, -1, -1));
    PlanTrial.of(alone(series), seed).assertSame(shape(last, 2, -1));
  }

  @Test
  void translate_strictStridesOverOpenSizes_isLeftToDl4j() {
    Layer layer =
        new ConvolutionLayer.Builder(new int[] {2, 2}, new int[] {2, 2})
            .convolutionMode(ConvolutionMode.Strict)
            .nIn(2)
            .nOut(3)
            .activation(Activation.TANH)
            .build();

    assertThatThrownBy(() -> PlanTrial.of(alone(layer), 1).assertSame(new int[] {2, -1, -1}))
        .isInstanceOf(UntranslatableException.class)
        .hasMessageContaining("Strict");
  }

  static MultiLayerConfiguration alone(Layer layer) {
    return new NeuralNetConfiguration.Builder().list().layer(layer).build();
  }

  /** One row: channels first or last. */
  static int[] shape(boolean last, int channels, int... space) {
    int[] shape = new int[space.length + 1];
    System.arraycopy(space, 0, shape, last ? 0 : 1, space.length);
    shape[last ? space.length : 0] = channels;
    return shape;
  }

  @Provide
  Arbitrary<WindowTrial> kernels() {
    return WindowTrial.any();
  }

  @Provide
  Arbitrary<ConvolutionMode> modes() {
    return Arbitraries.of(ConvolutionMode.Strict, ConvolutionMode.Truncate, ConvolutionMode.Same);
  }

  @Provide
  Arbitrary<ConvolutionMode> seriesModes() {
    return Arbitraries.of(ConvolutionMode.values());
  }

  @Provide
  Arbitrary<Activation> activations() {
    return Arbitraries.of(
        Activation.IDENTITY, Activation.RELU, Activation.TANH, Activation.SOFTMAX);
  }
}
