package io.sluice.runtime.plan;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.nd4j.linalg.activations.Activation;

class GroupedConvolutionLayersTest {
  @Property(tries = 30)
  void translate_depthwise_computesAsDl4j(
      @ForAll("moving") WindowTrial rows,
      @ForAll("kernels") WindowTrial columns,
      @ForAll("modes") ConvolutionMode mode,
      @ForAll @IntRange(min = 1, max = 3) int channels,
      @ForAll @IntRange(min = 1, max = 3) int multiplier,
      @ForAll boolean bias,
      @ForAll boolean last,
      @ForAll long seed)
      throws Exception {
    Layer layer =
        with(new DepthwiseConvolution2D.Builder(), rows, columns, mode)
            .depthMultiplier(multiplier)
            .dataFormat(last ? CNN2DFormat.NHWC : CNN2DFormat.NCHW)
            .nIn(channels)
            .nOut(channels * multiplier)
            .hasBias(bias)
            .activation(Activation.TANH)
            .build();

    PlanTrial.of(ConvolutionLayersTest.alone(layer), seed)
        .assertSame(
            ConvolutionLayersTest.shape(last, channels, rows.length(mode), columns.length(mode)));
  }

  // DL4J throws on one channel (a reshape in its own operator fails): at least two.
  @Property(tries = 30)
  void translate_separable_computesAsDl4j(
      @ForAll("moving") WindowTrial rows,
      @ForAll("kernels") WindowTrial columns,
      @ForAll("modes") ConvolutionMode mode,
      @ForAll @IntRange(min = 2, max = 3) int channels,
      @ForAll @IntRange(min = 1, max = 3) int multiplier,
      @ForAll @IntRange(min = 1, max = 4) int filters,
      @ForAll boolean bias,
      @ForAll boolean last,
      @ForAll long seed)
      throws Exception {
    Layer layer =
        with(new SeparableConvolution2D.Builder(), rows, columns, mode)
            .depthMultiplier(multiplier)
            .dataFormat(last ? CNN2DFormat.NHWC : CNN2DFormat.NCHW)
            .nIn(channels)
            .nOut(filters)
            .hasBias(bias)
            .activation(Activation.TANH)
            .build();

    PlanTrial.of(ConvolutionLayersTest.alone(layer), seed)
        .assertSame(
            ConvolutionLayersTest.shape(last, channels, rows.length(mode), columns.length(mode)));
  }

  @Property(tries = 30)
  void translate_deconvolutionOfImages_computesAsDl4j(
      @ForAll("kernels") WindowTrial rows,
      @ForAll("kernels") WindowTrial columns,
      @ForAll("modes") ConvolutionMode mode,
      @ForAll @IntRange(min = 1, max = 3) int channels,
      @ForAll @IntRange(min = 1, max = 4) int filters,
      @ForAll boolean bias,
      @ForAll boolean last,
      @ForAll long seed)
      throws Exception {
    Layer layer =
        with(new Deconvolution2D.Builder(), rows, columns, mode)
            .dataFormat(last ? CNN2DFormat.NHWC : CNN2DFormat.NCHW)
            .nIn(channels)
            .nOut(filters)
            .hasBias(bias)
            .activation(Activation.TANH)
            .build();

    PlanTrial.of(ConvolutionLayersTest.alone(layer), seed)
        .assertSame(
            ConvolutionLayersTest.shape(last, channels, rows.length(mode), columns.length(mode)));
  }

  @Property(tries = 30)
  void translate_deconvolutionOfVolumes_computesAsDl4j(
      @ForAll("kernels") WindowTrial depth,
      @ForAll("kernels") WindowTrial rows,
      @ForAll("kernels") WindowTrial columns,
      @ForAll("modes") ConvolutionMode mode,
      @ForAll @IntRange(min = 1, max = 3) int channels,
      @ForAll @IntRange(min = 1, max = 3) int filters,
      @ForAll boolean bias,
      @ForAll boolean last,
      @ForAll long seed)
      throws Exception {
    Layer layer =
        new Deconvolution3D.Builder()
            .kernelSize(depth.kernel(), rows.kernel(), columns.kernel())
            .stride(depth.stride(), rows.stride(), columns.stride())
            .padding(depth.padding(mode), rows.padding(mode), columns.padding(mode))
            .dilation(depth.dilation(), rows.dilation(), columns.dilation())
            .convolutionMode(mode)
            .dataFormat(last ? Convolution3D.DataFormat.NDHWC : Convolution3D.DataFormat.NCDHW)
            .nIn(channels)
            .nOut(filters)
            .hasBias(bias)
            .activation(Activation.TANH)
            .build();

    PlanTrial.of(ConvolutionLayersTest.alone(layer), seed)
        .assertSame(
            ConvolutionLayersTest.shape(
                last, channels, depth.length(mode), rows.length(mode), columns.length(mode)));
  }

  private static <B extends ConvolutionLayer.BaseConvBuilder<B>> B with(
      B builder, WindowTrial rows, WindowTrial columns, ConvolutionMode mode) {
    return builder
        .kernelSize(rows.kernel(), columns.kernel())
        .stride(rows.stride(), columns.stride())
        .padding(rows.padding(mode), columns.padding(mode))
        .dilation(rows.dilation(), columns.dilation())
        .convolutionMode(mode);
  }

  @Provide
  Arbitrary<WindowTrial> kernels() {
    return WindowTrial.any();
  }

  /** More than one place: at a single one DL4J's products by channel throw. */
  @Provide
  Arbitrary<WindowTrial> moving() {
    return WindowTrial.any().filter(window -> window.steps() > 0);
  }

  @Provide
  Arbitrary<ConvolutionMode> modes() {
    return Arbitraries.of(ConvolutionMode.Strict, ConvolutionMode.Truncate, ConvolutionMode.Same);
  }
}
