package io.sluice.runtime.plan;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.preprocessor.Cnn3DToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.CnnToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnn3DPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.nd4j.linalg.activations.Activation;

class PreprocessorsTest {
  @Property(tries = 20)
  void translate_imagesToRows_keepsTheOrder(
      @ForAll @IntRange(min = 1, max = 4) int channels,
      @ForAll @IntRange(min = 1, max = 5) int height,
      @ForAll @IntRange(min = 1, max = 5) int width,
      @ForAll boolean channelsLast,
      @ForAll long seed)
      throws Exception {
    InputPreProcessor preprocessor =
        new CnnToFeedForwardPreProcessor(
            height, width, channels, channelsLast ? CNN2DFormat.NHWC : CNN2DFormat.NCHW);
    trial(seed, preprocessor)
        .assertSame(
            channelsLast
                ? new int[] {height, width, channels}
                : new int[] {channels, height, width});
  }

  @Property(tries = 20)
  void translate_rowsToImagesAndVolumes_keepsTheOrder(
      @ForAll @IntRange(min = 1, max = 4) int channels,
      @ForAll @IntRange(min = 1, max = 4) int height,
      @ForAll @IntRange(min = 1, max = 4) int width,
      @ForAll boolean channelsLast,
      @ForAll long seed)
      throws Exception {
    trial(seed, new FeedForwardToCnnPreProcessor(height, width, channels))
        .assertSame(new int[] {channels * height * width});
    trial(seed, new FeedForwardToCnn3DPreProcessor(2, height, width, channels, !channelsLast))
        .assertSame(new int[] {channels * 2 * height * width});
    trial(
            seed,
            new FeedForwardToCnn3DPreProcessor(2, height, width, channels, !channelsLast),
            new Cnn3DToFeedForwardPreProcessor(2, height, width, channels, !channelsLast))
        .assertSame(new int[] {channels * 2 * height * width});
  }

  @Property(tries = 20)
  void translate_seriesToRowsAndBack_keepsTheOrder(
      @ForAll @IntRange(min = 1, max = 6) int features,
      @ForAll boolean featuresLast,
      @ForAll boolean otherWayBack,
      @ForAll long seed)
      throws Exception {
    RNNFormat there = featuresLast ? RNNFormat.NWC : RNNFormat.NCW;
    RNNFormat back = otherWayBack ? RNNFormat.NWC : RNNFormat.NCW;
    trial(seed, new RnnToFeedForwardPreProcessor(there), new FeedForwardToRnnPreProcessor(back))
        .assertSame(featuresLast ? new int[] {-1, features} : new int[] {features, -1});
  }

  @Property(tries = 20)
  void translate_seriesToImagesAndBack_keepsTheOrder(
      @ForAll @IntRange(min = 1, max = 3) int channels,
      @ForAll @IntRange(min = 1, max = 4) int height,
      @ForAll @IntRange(min = 1, max = 4) int width,
      @ForAll boolean featuresLast,
      @ForAll long seed)
      throws Exception {
    RNNFormat format = featuresLast ? RNNFormat.NWC : RNNFormat.NCW;
    int features = channels * height * width;
    trial(
            seed,
            new ComposableInputPreProcessor(
                new RnnToCnnPreProcessor(height, width, channels, format),
                new CnnToRnnPreProcessor(height, width, channels, format)))
        .assertSame(featuresLast ? new int[] {-1, features} : new int[] {features, -1});
  }

  /** A graph, since only there a preprocessor may stand before a layer of any kind. */
  private static PlanTrial trial(long seed, InputPreProcessor... preprocessors) {
    ComputationGraphConfiguration.GraphBuilder graph =
        new NeuralNetConfiguration.Builder().graphBuilder().addInputs("in");
    String last = "in";
    for (int i = 0; i < preprocessors.length; i++) {
      graph.addLayer("layer" + i, new ActivationLayer(Activation.TANH), preprocessors[i], last);
      last = "layer" + i;
    }
    return PlanTrial.of(graph.setOutputs(last).build(), seed);
  }
}
