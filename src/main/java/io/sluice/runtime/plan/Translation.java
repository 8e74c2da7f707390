package io.sluice.runtime.plan;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;

/** One network on its way into a graph: what translations of layers share. */
final class Translation {
  private final GraphBuilder graph;
  private final Value firstInput;
  private final Map<String, Value> networkInputs = new HashMap<>();
  private @Nullable Value batchSize;

  /**
   * @param firstInput an input of the network, whose rows are the batch
   */
  Translation(GraphBuilder graph, Value firstInput) {
    this.graph = graph;
    this.firstInput = firstInput;
  }

  GraphBuilder graph() {
    return graph;
  }

  /** The rows of the batch when the graph runs: int64, shape [1]. */
  Value batchSize() {
    if (batchSize == null) {
      batchSize = axisOf(firstInput, 0);
    }
    return batchSize;
  }

  /** Lets vertices refer to an input of the network by its name. */
  void nameInput(String name, Value input) {
    networkInputs.put(name, input);
  }

  /**
   * @throws UntranslatableException if the network has no input of that name
   */
  Value networkInput(String name) throws UntranslatableException {
    Value input = networkInputs.get(name);
    if (input == null) {
      throw new UntranslatableException("the network has no input '" + name + "'");
    }
    return input;
  }

  /** The length of an axis when the graph runs: int64, shape [1]. */
  Value axisOf(Value value, int axis) {
    return graph.node(
        "Shape",
        List.of(1L),
        List.of(value),
        Attributes.integer("start", axis),
        Attributes.integer("end", axis + 1L));
  }

  /** Another shape, some of it known only when the graph runs: int64 pieces, joined. */
  Value reshape(Value input, List<Value> target, List<Long> shape) {
    Value whole =
        graph.node("Concat", List.of((long) shape.size()), target, Attributes.integer("axis", 0));
    return graph.node("Reshape", shape, List.of(input, whole));
  }

  Value layer(Layer layer, Parameters parameters, Value input) throws UntranslatableException {
    InferenceNoise.refuse(layer);
    return LayerTranslations.ALL.of(layer).translate(layer, parameters, input, this);
  }

  Value vertex(GraphVertex vertex, List<Value> inputs) throws UntranslatableException {
    return VertexTranslations.ALL.of(vertex).translate(vertex, inputs, this);
  }

  Value preprocess(@Nullable InputPreProcessor preprocessor, Value input)
      throws UntranslatableException {
    return preprocessor == null
        ? input
        : PreprocessorTranslations.ALL.of(preprocessor).translate(preprocessor, input, this);
  }

  Value activate(IActivation function, Value input) throws UntranslatableException {
    return ActivationTranslations.ALL.of(function).translate(function, input, graph);
  }
}
