package io.sluice.runtime.plan;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import onnx.Onnx.AttributeProto;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.Pooling1D;
import org.deeplearning4j.nn.conf.layers.Pooling2D;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** Poolings by a window that moves. */
final class PoolingLayers {
  private PoolingLayers() {}

  static void register(LayerTranslations all) {
    all.add(SubsamplingLayer.class, PoolingLayers::image);
    all.add(Pooling2D.class, PoolingLayers::image);
    all.add(Subsampling1DLayer.class, PoolingLayers::series);
    all.add(Pooling1D.class, PoolingLayers::series);
    all.add(Subsampling3DLayer.class, PoolingLayers::volume);
  }

  private static Value image(
      SubsamplingLayer layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    boolean last = layer.getCnn2dDataFormat() == CNN2DFormat.NHWC;
    Value channels = Channels.first(input, last, to.graph());
    return Channels.restore(pool(layer, channels, to.graph()), last, to.graph());
  }

  /** DL4J pools a series as an image that is one pixel wide. */
  private static Value series(
      SubsamplingLayer layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    boolean last = layer.getCnn2dDataFormat() == CNN2DFormat.NHWC;
    GraphBuilder graph = to.graph();
    Value first = Channels.first(input, last, graph);
    List<Long> wide = List.of(first.axis(0), first.axis(1), first.axis(2), 1L);
    Value image = graph.node("Unsqueeze", wide, List.of(first, graph.longs(3)));
    Value pooled = pool(layer, image, graph);
    Value series =
        graph.node("Squeeze", pooled.shape().subList(0, 3), List.of(pooled, graph.longs(3)));
    return Channels.restore(series, last, graph);
  }

  private static Value volume(
      Subsampling3DLayer layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    boolean last = layer.getDataFormat() == Convolution3D.DataFormat.NDHWC;
    Value channels = Channels.first(input, last, to.graph());
    Window window =
        new Window(
            layer.getKernelSize(),
            layer.getStride(),
            layer.getPadding(),
            layer.getDilation(),
            layer.getConvolutionMode());
    // DL4J takes the average for whatever is not the maximum, of the cells that are there.
    boolean max = layer.getPoolingType() == PoolingType.MAX;
    Value pooled =
        max
            ? node("MaxPool", window, channels, true, to.graph())
            : node("AveragePool", window, channels, isDense(layer.getDilation()), to.graph());
    return Channels.restore(pooled, last, to.graph());
  }

  private static Value pool(SubsamplingLayer layer, Value input, GraphBuilder graph)
      throws UntranslatableException {
    if (layer.getConvolutionMode() == ConvolutionMode.Same && leavesCellsOut(layer, input)) {
      // DL4J pads by less than nothing there: its windows begin inside.
      throw new UntranslatableException("a pooling of the mode Same that leaves cells out");
    }
    Window window =
        new Window(
                layer.getKernelSize(),
                layer.getStride(),
                layer.getPadding(),
                layer.getDilation(),
                layer.getConvolutionMode())
            .notCausal()
            .evenAt(input);
    boolean dense = isDense(layer.getDilation());
    return switch (layer.getPoolingType()) {
      case MAX -> node("MaxPool", window, input, true, graph);
      case AVG ->
          node(
              "AveragePool",
              window,
              input,
              dense,
              graph,
              Attributes.integer(
                  "count_include_pad", layer.isAvgPoolIncludePadInDivisor() ? 1 : 0));
      case PNORM ->
          node("LpPool", window, input, dense, graph, Attributes.integer("p", layer.getPnorm()));
      default ->
          throw new UntranslatableException(
              "Deeplearning4j itself has no pooling of the kind " + layer.getPoolingType());
    };
  }

  private static Value node(
      String type,
      Window window,
      Value input,
      boolean supported,
      GraphBuilder graph,
      AttributeProto... more)
      throws UntranslatableException {
    if (!supported) {
      throw new UntranslatableException("a dilated pooling that takes no maximum");
    }
    AttributeProto[] attributes =
        Stream.concat(Arrays.stream(window.convolution(input)), Arrays.stream(more))
            .filter(attribute -> type.equals("MaxPool") || !attribute.getName().equals("dilations"))
            .toArray(AttributeProto[]::new);
    return graph.node(type, window.convolved(input, input.axis(1)), List.of(input), attributes);
  }

  private static boolean isDense(int[] dilation) {
    return Arrays.stream(dilation).allMatch(step -> step == 1);
  }

  private static boolean leavesCellsOut(SubsamplingLayer layer, Value input) {
    for (int axis = 0; axis < layer.getKernelSize().length; axis++) {
      long kernel = layer.getKernelSize()[axis];
      long stride = layer.getStride()[axis];
      long length = input.axis(axis + 2);
      long end = (length - 1) / stride * stride + kernel;
      if (length == Value.OPEN ? stride > kernel : end < length) {
        return true;
      }
    }
    return false;
  }
}
