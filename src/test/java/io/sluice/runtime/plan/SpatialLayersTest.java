package io.sluice.runtime.plan;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.Upsampling3D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPadding3DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping3D;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.ops.transforms.Transforms;

class SpatialLayersTest {
  @Property(tries = 30)
  void translate_paddingAndCropping_computesAsDl4j(
      @ForAll @IntRange(min = 0, max = 2) int before,
      @ForAll @IntRange(min = 0, max = 2) int after,
      @ForAll boolean channelsLast,
      @ForAll long seed)
      throws Exception {
    CNN2DFormat format = channelsLast ? CNN2DFormat.NHWC : CNN2DFormat.NCHW;
    int[] image = channelsLast ? new int[] {6, 7, 2} : new int[] {2, 6, 7};
    int[] cells = {before, after, after, before};
    trial(new ZeroPadding1DLayer.Builder(before, after).build(), seed)
        .assertSame(new int[] {3, -1});
    trial(new ZeroPaddingLayer.Builder(cells).dataFormat(format).build(), seed).assertSame(image);
    trial(new ZeroPadding3DLayer.Builder(before, after, 0, 1, after, 0).build(), seed)
        .assertSame(new int[] {2, 4, 3, 5});
    trial(new Cropping1D.Builder(before, after).build(), seed).assertSame(new int[] {3, 8});
    trial(new Cropping2D.Builder(cells).dataFormat(format).build(), seed).assertSame(image);
    trial(new Cropping3D.Builder(before, after, 0, 1, after, 0).build(), seed)
        .assertSame(new int[] {2, 6, 3, 5});
  }

  @Property(tries = 30)
  void translate_repetition_computesAsDl4j(
      @ForAll @IntRange(min = 1, max = 3) int times,
      @ForAll @IntRange(min = 1, max = 3) int others,
      @ForAll boolean channelsLast,
      @ForAll long seed)
      throws Exception {
    trial(new Upsampling1D.Builder(times).build(), seed).assertSame(new int[] {3, -1});
    trial(
            new Upsampling2D.Builder()
                .size(new int[] {times, others})
                .dataFormat(channelsLast ? CNN2DFormat.NHWC : CNN2DFormat.NCHW)
                .build(),
            seed)
        .assertSame(channelsLast ? new int[] {-1, -1, 2} : new int[] {2, -1, -1});
    trial(
            new Upsampling3D.Builder()
                .size(new int[] {times, others, times})
                .dataFormat(
                    channelsLast ? Convolution3D.DataFormat.NDHWC : Convolution3D.DataFormat.NCDHW)
                .build(),
            seed)
        .assertSame(channelsLast ? new int[] {3, 2, 4, 2} : new int[] {2, 3, 2, 4});
  }

  @Property(tries = 20)
  void translate_spaceToDepth_computesAsDl4j(
      @ForAll @IntRange(min = 2, max = 3) int block,
      @ForAll @IntRange(min = 1, max = 3) int channels,
      @ForAll boolean channelsLast,
      @ForAll long seed)
      throws Exception {
    trial(
            new SpaceToDepthLayer.Builder<>(
                    block, channelsLast ? CNN2DFormat.NHWC : CNN2DFormat.NCHW)
                .build(),
            seed)
        .assertSame(
            channelsLast
                ? new int[] {2 * block, block, channels}
                : new int[] {channels, 2 * block, block});
  }

  @Property(tries = 30)
  void translate_responseNormalisation_computesAsDl4j(
      @ForAll @IntRange(min = 1, max = 7) int neighbours,
      @ForAll @IntRange(min = 4, max = 9) int channels,
      @ForAll boolean channelsLast,
      @ForAll long seed)
      throws Exception {
    trial(
            new LocalResponseNormalization.Builder(2, neighbours, 0.3, 0.75)
                .dataFormat(channelsLast ? CNN2DFormat.NHWC : CNN2DFormat.NCHW)
                .build(),
            seed)
        .assertSame(channelsLast ? new int[] {3, 4, channels} : new int[] {channels, 3, 4});
  }

  @Property(tries = 40)
  void translate_batchNormalisation_computesAsDl4j(
      @ForAll @IntRange(min = 1, max = 6) int channels,
      @ForAll boolean image,
      @ForAll boolean channelsLast,
      @ForAll boolean locked,
      @ForAll boolean logarithmic,
      @ForAll long seed)
      throws Exception {
    Layer layer =
        new BatchNormalization.Builder(locked)
            .nIn(channels)
            .nOut(channels)
            .gamma(1.5)
            .beta(0.25)
            .useLogStd(logarithmic)
            .dataFormat(channelsLast ? CNN2DFormat.NHWC : CNN2DFormat.NCHW)
            .build();
    PlanTrial trial = trial(layer, seed);
    if (!logarithmic) {
      // A variance is not negative.
      INDArray variance =
          ((MultiLayerNetwork) trial.network())
              .getLayer(0)
              .getParam(BatchNormalizationParamInitializer.GLOBAL_VAR);
      variance.assign(Transforms.abs(variance, true).addi(Nd4j.scalar(0.01f)));
    }
    int[] shape = channelsLast ? new int[] {3, 4, channels} : new int[] {channels, 3, 4};
    trial.assertSame(image ? shape : new int[] {channels});
  }

  private static PlanTrial trial(Layer layer, long seed) {
    return PlanTrial.of(new NeuralNetConfiguration.Builder().list().layer(layer).build(), seed);
  }
}
