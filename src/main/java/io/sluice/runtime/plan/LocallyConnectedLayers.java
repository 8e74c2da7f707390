package io.sluice.runtime.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Convolutions whose every place has weights of its own: the cells of all places are gathered, and
 * multiplied by the weights of each place, [places, cells, out]. Sizes are fixed by the weights.
 */
final class LocallyConnectedLayers {
  private LocallyConnectedLayers() {}

  static void register(LayerTranslations all) {
    all.add(LocallyConnected1D.class, LocallyConnectedLayers::series);
    all.add(LocallyConnected2D.class, LocallyConnectedLayers::image);
  }

  private static Value series(
      LocallyConnected1D layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    boolean same = layer.getCm() == ConvolutionMode.Same;
    int after = same ? layer.getPaddingR() : layer.getPadding();
    Value padded = pad(input, new int[] {layer.getPadding()}, new int[] {after}, to.graph());
    long channels = known(padded.axis(1));
    long length = known(padded.axis(2));
    int places = layer.getOutputSize();
    long[] cells =
        LongStream.range(0, places)
            .flatMap(
                place ->
                    LongStream.range(0, channels * layer.getKernel())
                        .map(
                            cell ->
                                cell / layer.getKernel() * length
                                    + place * layer.getStride()
                                    + cell % layer.getKernel()))
            .toArray();
    Value product = product(padded, cells, places, parameters, to.graph());
    Value output = to.graph().transpose(product, 1, 2, 0);
    return activate(layer.getActivation(), bias(output, parameters, 1, to.graph()), to);
  }

  private static Value image(
      LocallyConnected2D layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    GraphBuilder graph = to.graph();
    boolean last = layer.getFormat() == CNN2DFormat.NHWC;
    boolean same = layer.getCm() == ConvolutionMode.Same;
    Value padded =
        pad(
            Channels.first(input, last, graph),
            layer.getPadding(),
            same ? layer.getPaddingBr() : layer.getPadding(),
            graph);
    long outHeight = layer.getOutputSize()[0];
    long outWidth = layer.getOutputSize()[1];
    int places = Math.toIntExact(outHeight * outWidth);
    Value product = product(padded, imageCells(layer, padded), places, parameters, graph);
    long out = product.axis(2);
    Value output =
        last
            ? graph.reshape(
                graph.transpose(product, 1, 0, 2),
                new long[] {0, outHeight, outWidth, out},
                List.of(product.axis(1), outHeight, outWidth, out))
            : graph.reshape(
                graph.transpose(product, 1, 2, 0),
                new long[] {0, out, outHeight, outWidth},
                List.of(product.axis(1), out, outHeight, outWidth));
    return activate(layer.getActivation(), bias(output, parameters, last ? 3 : 1, graph), to);
  }

  /** DL4J lines the places up column by column, and reads the line row by row afterwards. */
  private static long[] imageCells(LocallyConnected2D layer, Value padded)
      throws UntranslatableException {
    long channels = known(padded.axis(1));
    long height = known(padded.axis(2));
    long width = known(padded.axis(3));
    int rows = layer.getOutputSize()[0];
    int columns = layer.getOutputSize()[1];
    int[] kernel = layer.getKernel();
    int[] stride = layer.getStride();
    long area = (long) kernel[0] * kernel[1];
    return LongStream.range(0, (long) rows * columns)
        .flatMap(
            place ->
                LongStream.range(0, channels * area)
                    .map(
                        cell -> {
                          long y = place % rows * stride[0] + cell % area / kernel[1];
                          long x = place / rows * stride[1] + cell % kernel[1];
                          return (cell / area * height + y) * width + x;
                        }))
        .toArray();
  }

  /** [places, batch, out]. */
  private static Value product(
      Value padded, long[] cells, int places, Parameters parameters, GraphBuilder graph)
      throws UntranslatableException {
    INDArray weights = parameters.get(ConvolutionParamInitializer.WEIGHT_KEY);
    long each = cells.length / places;
    long batch = padded.axis(0);
    Value flat = graph.reshape(padded, new long[] {0, -1}, List.of(batch, Value.OPEN));
    Value gathered =
        graph.node(
            "Gather",
            List.of(batch, (long) cells.length),
            List.of(flat, graph.longs(cells)),
            Attributes.integer("axis", 1));
    Value patches =
        graph.reshape(gathered, new long[] {0, places, each}, List.of(batch, (long) places, each));
    return graph.node(
        "MatMul",
        List.of((long) places, batch, weights.size(2)),
        List.of(graph.transpose(patches, 1, 0, 2), graph.weights(weights)));
  }

  private static Value bias(Value output, Parameters parameters, int axis, GraphBuilder graph)
      throws UntranslatableException {
    if (!parameters.has(ConvolutionParamInitializer.BIAS_KEY)) {
      return output;
    }
    INDArray bias = parameters.get(ConvolutionParamInitializer.BIAS_KEY);
    long[] shape = new long[output.rank()];
    Arrays.fill(shape, 1);
    shape[axis] = bias.length();
    return graph.node("Add", output.shape(), List.of(output, graph.weights(bias.reshape(shape))));
  }

  /** SameDiff's activations, which these layers use, are not those of other layers in all cases. */
  private static Value activate(Activation activation, Value value, Translation to)
      throws UntranslatableException {
    return switch (activation) {
      case LEAKYRELU -> to.graph().map("Relu", value);
      case CUBE, ELU, HARDTANH, IDENTITY, RELU, SIGMOID, SOFTMAX, SOFTSIGN, TANH ->
          to.activate(activation.getActivationFunction(), value);
      default ->
          throw new UntranslatableException(
              "a locally connected layer with the activation %s".formatted(activation));
    };
  }

  private static Value pad(Value input, int[] before, int[] after, GraphBuilder graph) {
    int rank = input.rank();
    long[] pads = new long[2 * rank];
    List<Long> shape = new ArrayList<>(input.shape());
    boolean any = false;
    for (int i = 0; i < before.length; i++) {
      pads[2 + i] = before[i];
      pads[rank + 2 + i] = after[i];
      any |= before[i] > 0 || after[i] > 0;
      shape.set(2 + i, input.axis(2 + i) + before[i] + after[i]);
    }
    return any ? graph.node("Pad", shape, List.of(input, graph.longs(pads))) : input;
  }

  private static long known(long length) throws UntranslatableException {
    if (length < 1) {
      throw new UntranslatableException("a locally connected layer over a size that is free");
    }
    return length;
  }
}
