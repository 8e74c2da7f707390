package io.sluice.runtime.plan;

import java.util.ArrayList;
import java.util.List;
import onnx.Onnx.TensorProto;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;

/**
 * Layers that look vectors up by indices. Like DL4J they cut the fraction of an index off, and fail
 * where there is no such row.
 */
final class EmbeddingLayers {
  private EmbeddingLayers() {}

  static void register(LayerTranslations all) {
    all.add(EmbeddingLayer.class, EmbeddingLayers::single);
    all.add(EmbeddingSequenceLayer.class, EmbeddingLayers::sequence);
  }

  private static Value single(
      EmbeddingLayer layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    if (input.rank() != 2 || input.axis(1) != 1) {
      throw new UntranslatableException("an EmbeddingLayer wants one column of indices");
    }
    Value flat = to.graph().reshape(input, new long[] {-1}, List.of(input.axis(0)));
    Value vectors = vectors(flat, layer.hasBias(), parameters, to.graph());
    return to.activate(layer.getActivationFn(), vectors);
  }

  private static Value sequence(
      EmbeddingSequenceLayer layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    boolean column = input.rank() == 3 && input.axis(1) == 1;
    if (input.rank() != 2 && !column) {
      throw new UntranslatableException("an EmbeddingSequenceLayer wants one series of indices");
    }
    // A fixed length stands in the graph, so that another one fails as it does in DL4J.
    long length = layer.isInferInputLength() ? -1 : layer.getInputLength();
    long known = length < 0 ? input.axis(input.rank() - 1) : length;
    Value flat = to.graph().reshape(input, new long[] {0, length}, List.of(input.axis(0), known));
    Value vectors = vectors(flat, layer.hasBias(), parameters, to.graph());
    Value series =
        layer.getOutputFormat() == RNNFormat.NCW ? to.graph().transpose(vectors, 0, 2, 1) : vectors;
    // Over the last axis of that order, whatever it is: DL4J's softmax is over time there.
    return to.activate(layer.getActivationFn(), series);
  }

  private static Value vectors(
      Value numbers, boolean hasBias, Parameters parameters, GraphBuilder graph)
      throws UntranslatableException {
    Value table = graph.weights(parameters.get(DefaultParamInitializer.WEIGHT_KEY));
    List<Long> shape = new ArrayList<>(numbers.shape());
    shape.add(table.axis(1));
    Value vectors = graph.node("Gather", shape, List.of(table, indices(numbers, table, graph)));
    if (!hasBias) {
      return vectors;
    }
    Value bias = graph.weights(parameters.get(DefaultParamInitializer.BIAS_KEY).ravel());
    return graph.node("Add", shape, List.of(vectors, bias));
  }

  /** ONNX counts negative indices from the end: one past it stands for them, which it refuses. */
  private static Value indices(Value numbers, Value table, GraphBuilder graph) {
    Value whole =
        graph.map(
            "Cast", numbers, Attributes.integer("to", TensorProto.DataType.INT64.getNumber()));
    Value negative = graph.node("Less", numbers.shape(), List.of(whole, graph.longs(0)));
    return graph.node(
        "Where", numbers.shape(), List.of(negative, graph.longs(table.axis(0)), whole));
  }
}
