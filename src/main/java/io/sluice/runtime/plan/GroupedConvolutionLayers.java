package io.sluice.runtime.plan;

import java.util.Map;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.nn.params.SeparableConvolutionParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Convolutions of each channel by itself, and convolutions turned round. */
final class GroupedConvolutionLayers {
  private static final Parameters NO_BIAS = new Parameters(Map.of());

  private GroupedConvolutionLayers() {}

  static void register(LayerTranslations all) {
    all.add(DepthwiseConvolution2D.class, GroupedConvolutionLayers::depthwise);
    all.add(SeparableConvolution2D.class, GroupedConvolutionLayers::separable);
    all.add(Deconvolution2D.class, GroupedConvolutionLayers::image);
    all.add(Deconvolution3D.class, GroupedConvolutionLayers::volume);
  }

  /** Weights are [kH, kW, in, multiplier]. */
  private static Value depthwise(
      DepthwiseConvolution2D layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    INDArray weights = parameters.get(ConvolutionParamInitializer.WEIGHT_KEY);
    Value first = first(layer, input, to);
    Window window = ConvolutionLayers.window(layer).notCausal().evenAt(first);
    Value sum =
        ConvolutionLayers.convolve(
            first,
            channelwise(weights.permute(2, 3, 0, 1), to.graph()),
            parameters,
            window,
            weights.size(2),
            to.graph());
    return activated(layer, sum, to);
  }

  /** Weights are [multiplier, in, kH, kW], then [out, in * multiplier, 1, 1]. */
  private static Value separable(
      SeparableConvolution2D layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    INDArray depth = parameters.get(SeparableConvolutionParamInitializer.DEPTH_WISE_WEIGHT_KEY);
    INDArray point = parameters.get(SeparableConvolutionParamInitializer.POINT_WISE_WEIGHT_KEY);
    Value first = first(layer, input, to);
    Window window = ConvolutionLayers.window(layer).notCausal().evenAt(first);
    Value spread =
        ConvolutionLayers.convolve(
            first,
            channelwise(depth.permute(1, 0, 2, 3), to.graph()),
            NO_BIAS,
            window,
            depth.size(1),
            to.graph());
    Value sum =
        ConvolutionLayers.convolve(
            spread, to.graph().weights(point), parameters, Window.point(2), 1, to.graph());
    return activated(layer, sum, to);
  }

  /** Weights are [in, out, kH, kW]. */
  private static Value image(
      Deconvolution2D layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    Value weights = to.graph().weights(parameters.get(ConvolutionParamInitializer.WEIGHT_KEY));
    return activated(
        layer, deconvolve(layer, first(layer, input, to), weights, parameters, to), to);
  }

  /** Weights are [kD, kH, kW, out, in]. */
  private static Value volume(
      Deconvolution3D layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    boolean last = layer.getDataFormat() == Convolution3D.DataFormat.NDHWC;
    Value first = Channels.first(ConvolutionLayers.ranked(5, input), last, to.graph());
    INDArray weights = parameters.get(ConvolutionParamInitializer.WEIGHT_KEY);
    Value turned = to.graph().weights(weights.permute(4, 3, 0, 1, 2));
    Value sum = deconvolve(layer, first, turned, parameters, to);
    return to.activate(layer.getActivationFn(), Channels.restore(sum, last, to.graph()));
  }

  private static Value deconvolve(
      ConvolutionLayer layer, Value first, Value weights, Parameters parameters, Translation to)
      throws UntranslatableException {
    Window window = ConvolutionLayers.window(layer).notCausal();
    return to.graph()
        .node(
            "ConvTranspose",
            window.deconvolved(first, weights.axis(1)),
            ConvolutionLayers.operands(first, weights, parameters, to.graph()),
            window.deconvolution());
  }

  /** From [in, multiplier, kH, kW] to a filter a row. */
  private static Value channelwise(INDArray weights, GraphBuilder graph) {
    return graph.weights(
        weights
            .dup('c')
            .reshape('c', weights.size(0) * weights.size(1), 1, weights.size(2), weights.size(3)));
  }

  private static Value first(ConvolutionLayer layer, Value input, Translation to)
      throws UntranslatableException {
    return Channels.first(ConvolutionLayers.ranked(4, input), last(layer), to.graph());
  }

  private static Value activated(ConvolutionLayer layer, Value sum, Translation to)
      throws UntranslatableException {
    return to.activate(layer.getActivationFn(), Channels.restore(sum, last(layer), to.graph()));
  }

  private static boolean last(ConvolutionLayer layer) {
    return layer.getCnn2dDataFormat() == CNN2DFormat.NHWC;
  }
}
