package io.sluice.runtime.plan;

import java.util.ArrayList;
import java.util.List;
import onnx.Onnx.AttributeProto;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.deeplearning4j.util.Convolution1DUtils;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolutions of series, images and volumes, and the outputs that end networks of them. A softmax
 * inside a convolution goes over the last axis, as DL4J has it, which may be a width.
 */
final class ConvolutionLayers {
  private ConvolutionLayers() {}

  static void register(LayerTranslations all) {
    all.add(ConvolutionLayer.class, ConvolutionLayers::image);
    all.add(Convolution2D.class, ConvolutionLayers::image);
    all.add(Convolution1DLayer.class, ConvolutionLayers::series);
    all.add(Convolution1D.class, ConvolutionLayers::series);
    all.add(Convolution3D.class, ConvolutionLayers::volume);
    all.add(
        CnnLossLayer.class,
        (layer, parameters, input, to) ->
            Channels.activate(
                layer.getActivationFn(),
                ranked(4, input),
                layer.getFormat() == CNN2DFormat.NHWC,
                to));
    all.add(
        Cnn3DLossLayer.class,
        (layer, parameters, input, to) ->
            Channels.activate(
                layer.getActivationFn(),
                ranked(5, input),
                layer.getDataFormat() == Convolution3D.DataFormat.NDHWC,
                to));
  }

  private static Value image(
      ConvolutionLayer layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    boolean last = layer.getCnn2dDataFormat() == CNN2DFormat.NHWC;
    Value first = Channels.first(ranked(4, input), last, to.graph());
    Value weights = to.graph().weights(parameters.get(ConvolutionParamInitializer.WEIGHT_KEY));
    Window window = window(layer).notCausal().evenAt(first);
    Value sum = convolve(first, weights, parameters, window, 1, to.graph());
    return to.activate(layer.getActivationFn(), Channels.restore(sum, last, to.graph()));
  }

  private static Value series(
      Convolution1DLayer layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    boolean last = layer.getRnnDataFormat() == RNNFormat.NWC;
    Value first = Channels.first(ranked(3, input), last, to.graph());
    // DL4J reads them as [k, in, out], whatever shape it says that they have.
    INDArray read =
        Convolution1DUtils.reshapeWeightArrayOrGradientForFormat(
            parameters.get(ConvolutionParamInitializer.WEIGHT_KEY), RNNFormat.NCW);
    Value weights = to.graph().weights(read.permute(2, 1, 0));
    Window window =
        new Window(
            new int[] {layer.getKernelSize()[0]},
            new int[] {layer.getStride()[0]},
            new int[] {layer.getPadding()[0]},
            new int[] {layer.getDilation()[0]},
            layer.getConvolutionMode());
    Value sum = convolve(first, weights, parameters, window, 1, to.graph());
    return to.activate(layer.getActivationFn(), Channels.restore(sum, last, to.graph()));
  }

  private static Value volume(
      Convolution3D layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    boolean last = layer.getDataFormat() == Convolution3D.DataFormat.NDHWC;
    Value first = Channels.first(ranked(5, input), last, to.graph());
    Value weights = to.graph().weights(parameters.get(ConvolutionParamInitializer.WEIGHT_KEY));
    Window window = window(layer).notCausal().evenAt(first);
    Value sum = convolve(first, weights, parameters, window, 1, to.graph());
    return to.activate(layer.getActivationFn(), Channels.restore(sum, last, to.graph()));
  }

  static Window window(ConvolutionLayer layer) {
    return new Window(
        layer.getKernelSize(),
        layer.getStride(),
        layer.getPadding(),
        layer.getDilation(),
        layer.getConvolutionMode());
  }

  /**
   * A convolution and its bias, if the layer has one.
   *
   * @param input channels first
   * @param weights [out, in / groups, kernel...]
   */
  static Value convolve(
      Value input,
      Value weights,
      Parameters parameters,
      Window window,
      long groups,
      GraphBuilder graph)
      throws UntranslatableException {
    List<AttributeProto> attributes = new ArrayList<>(List.of(window.convolution(input)));
    attributes.add(Attributes.integer("group", groups));
    return graph.node(
        "Conv",
        window.convolved(input, weights.axis(0)),
        operands(input, weights, parameters, graph),
        attributes.toArray(AttributeProto[]::new));
  }

  /** The inputs of a node of a convolution: the bias may be missing. */
  static List<Value> operands(Value input, Value weights, Parameters parameters, GraphBuilder graph)
      throws UntranslatableException {
    if (!parameters.has(ConvolutionParamInitializer.BIAS_KEY)) {
      return List.of(input, weights);
    }
    INDArray bias = parameters.get(ConvolutionParamInitializer.BIAS_KEY);
    return List.of(input, weights, graph.weights(bias.reshape(bias.length())));
  }

  /** Checks the rank of what a layer takes. */
  static Value ranked(int rank, Value input) throws UntranslatableException {
    if (input.rank() != rank) {
      throw new UntranslatableException(
          "a layer takes rank %d, its input has rank %d".formatted(rank, input.rank()));
    }
    return input;
  }
}
