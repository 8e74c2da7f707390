package io.sluice.runtime.plan;

import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

class PoolingLayersTest {
  @Property(tries = 60)
  void translate_images_poolsAsDl4j(
      @ForAll("windowed") PoolingType type,
      @ForAll @IntRange(min = 1, max = 3) int channels,
      @ForAll @IntRange(min = 1, max = 3) int kernel,
      @ForAll @IntRange(min = 1, max = 3) int stride,
      @ForAll("modes") ConvolutionMode mode,
      @ForAll boolean padded,
      @ForAll boolean divideByAll,
      @ForAll boolean channelsLast,
      @ForAll @IntRange(min = 5, max = 9) int height,
      @ForAll @IntRange(min = 5, max = 9) int width,
      @ForAll long seed)
      throws Exception {
    SubsamplingLayer.Builder builder =
        new SubsamplingLayer.Builder(type)
            .kernelSize(kernel, 2)
            // The mode Same with windows apart is left to DL4J: see PoolingLayers.
            .stride(mode == ConvolutionMode.Same ? Math.min(stride, kernel) : stride, 1)
            .convolutionMode(mode)
            .dataFormat(channelsLast ? CNN2DFormat.NHWC : CNN2DFormat.NCHW)
            .pnorm(3);
    if (mode == ConvolutionMode.Truncate && padded) {
      builder.padding(kernel / 2, 1);
    }
    builder.setAvgPoolIncludePadInDivisor(divideByAll);
    trial(builder.build(), seed)
        .assertSame(
            channelsLast
                ? new int[] {height, width, channels}
                : new int[] {channels, height, width});
  }

  @Property(tries = 30)
  void translate_dilatedMaximum_poolsAsDl4j(
      @ForAll @IntRange(min = 1, max = 2) int dilation,
      @ForAll("modes") ConvolutionMode mode,
      @ForAll @IntRange(min = 6, max = 9) int height,
      @ForAll long seed)
      throws Exception {
    trial(
            new SubsamplingLayer.Builder(PoolingType.MAX)
                .kernelSize(2, 2)
                .stride(1, 2)
                .dilation(dilation, 1)
                .convolutionMode(mode)
                .build(),
            seed)
        .assertSame(new int[] {2, height, 7});
  }

  @Property(tries = 30)
  void translate_series_poolsAsDl4jAtAnyLength(
      @ForAll("windowed") PoolingType type,
      @ForAll @IntRange(min = 1, max = 4) int features,
      @ForAll @IntRange(min = 1, max = 2) int kernel,
      @ForAll @IntRange(min = 1, max = 2) int stride,
      @ForAll boolean featuresLast,
      @ForAll long seed)
      throws Exception {
    trial(
            new Subsampling1DLayer.Builder(type)
                .kernelSize(kernel)
                .stride(stride)
                .convolutionMode(ConvolutionMode.Truncate)
                .dataFormat(featuresLast ? CNN2DFormat.NHWC : CNN2DFormat.NCHW)
                .pnorm(2)
                .build(),
            seed)
        .assertSame(featuresLast ? new int[] {-1, features} : new int[] {features, -1});
  }

  @Property(tries = 30)
  void translate_volumes_poolsAsDl4j(
      @ForAll boolean maximum,
      @ForAll @IntRange(min = 1, max = 3) int channels,
      @ForAll @IntRange(min = 1, max = 3) int kernel,
      @ForAll @IntRange(min = 1, max = 2) int stride,
      @ForAll("modes") ConvolutionMode mode,
      @ForAll boolean channelsLast,
      @ForAll @IntRange(min = 4, max = 6) int depth,
      @ForAll long seed)
      throws Exception {
    trial(
            new Subsampling3DLayer.Builder(maximum ? PoolingType.MAX : PoolingType.AVG)
                .kernelSize(kernel, 2, kernel)
                .stride(stride, 1, stride)
                .convolutionMode(mode)
                .dataFormat(
                    channelsLast ? Convolution3D.DataFormat.NDHWC : Convolution3D.DataFormat.NCDHW)
                .build(),
            seed)
        .assertSame(
            channelsLast
                ? new int[] {depth, 5, depth, channels}
                : new int[] {channels, depth, 5, depth});
  }

  @Property(tries = 60)
  void translate_wholeAxes_poolsAsDl4j(
      @ForAll("any") PoolingType type,
      @ForAll @IntRange(min = 1, max = 3) int space,
      @ForAll boolean collapse,
      @ForAll @IntRange(min = 1, max = 4) int p,
      @ForAll @IntRange(min = 1, max = 4) int channels,
      @ForAll long seed)
      throws Exception {
    int[] shape = new int[space + 1];
    Arrays.fill(shape, -1);
    shape[0] = channels;
    trial(new GlobalPoolingLayer.Builder(type).collapseDimensions(collapse).pnorm(p).build(), seed)
        .assertSame(shape);
  }

  @Property(tries = 20)
  void translate_wholeAxesBeforeTheChannels_poolsAsDl4j(
      @ForAll("any") PoolingType type,
      @ForAll @IntRange(min = 1, max = 4) int channels,
      @ForAll long seed)
      throws Exception {
    trial(new GlobalPoolingLayer.Builder(type).poolingDimensions(1, 2).build(), seed)
        .assertSame(new int[] {-1, -1, channels});
  }

  @Provide
  Arbitrary<PoolingType> windowed() {
    return Arbitraries.of(PoolingType.MAX, PoolingType.AVG, PoolingType.PNORM);
  }

  @Provide
  Arbitrary<PoolingType> any() {
    return Arbitraries.of(PoolingType.class);
  }

  @Provide
  Arbitrary<ConvolutionMode> modes() {
    return Arbitraries.of(ConvolutionMode.Truncate, ConvolutionMode.Same);
  }

  private static PlanTrial trial(Layer layer, long seed) {
    return PlanTrial.of(new NeuralNetConfiguration.Builder().list().layer(layer).build(), seed);
  }
}
