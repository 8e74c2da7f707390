package io.sluice.runtime.plan;

import io.sluice.model.NormalizerData;
import io.sluice.model.TensorSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.graph.AttentionVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;

/**
 * Walks a network and adds it to a graph, layer by layer, scaling at both ends. Inputs of the graph
 * are called {@code in0}, {@code in1}, ..., outputs {@code out0}, ...
 */
final class NetworkTranslator {
  private final GraphBuilder graph = new GraphBuilder();
  private final List<TensorSpec> inputs;
  private final @Nullable NormalizerData normalizer;

  /**
   * @param inputs the shapes of one row of each input, as a probe found them
   * @param normalizer the scaling that goes into the graph
   */
  NetworkTranslator(List<TensorSpec> inputs, @Nullable NormalizerData normalizer) {
    this.inputs = List.copyOf(inputs);
    this.normalizer = normalizer;
  }

  static String inputName(int index) {
    return "in" + index;
  }

  static String outputName(int index) {
    return "out" + index;
  }

  /**
   * The graph of a network.
   *
   * @throws UntranslatableException if a part of it has no translation
   */
  Plan translate(Model network) throws UntranslatableException {
    List<Value> from = new ArrayList<>();
    List<Value> scaled = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Value input = graph.input(inputName(i), shape(inputs.get(i)));
      from.add(input);
      scaled.add(
          normalizer == null ? input : ScalingNodes.normalize(graph, input, normalizer.input(i)));
    }
    Translation translation = new Translation(graph, from.get(0));
    List<Value> outputs =
        network instanceof ComputationGraph vertices
            ? vertices(vertices, scaled, translation)
            : List.of(layers((MultiLayerNetwork) network, scaled.get(0), translation));
    for (int i = 0; i < outputs.size(); i++) {
      Value output = outputs.get(i);
      graph.output(
          outputName(i),
          normalizer == null
              ? output
              : ScalingNodes.denormalize(graph, output, normalizer.label(i)));
    }
    return graph.build();
  }

  private static Value layers(MultiLayerNetwork network, Value input, Translation translation)
      throws UntranslatableException {
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
    Value value = input;
    for (int i = 0; i < network.getnLayers(); i++) {
      value = translation.preprocess(configuration.getInputPreProcess(i), value);
      Parameters parameters = new Parameters(network.getLayer(i).paramTable());
      value = translation.layer(configuration.getConf(i).getLayer(), parameters, value);
    }
    return value;
  }

  private static List<Value> vertices(
      ComputationGraph network, List<Value> inputs, Translation translation)
      throws UntranslatableException {
    ComputationGraphConfiguration configuration = network.getConfiguration();
    Map<String, Value> values = new HashMap<>();
    for (int i = 0; i < inputs.size(); i++) {
      String name = configuration.getNetworkInputs().get(i);
      values.put(name, inputs.get(i));
      translation.nameInput(name, inputs.get(i));
    }
    for (int index : network.topologicalSortOrder()) {
      String name = network.getVertices()[index].getVertexName();
      GraphVertex vertex = configuration.getVertices().get(name);
      if (vertex == null) {
        continue; // An input of the network.
      }
      List<Value> from =
          configuration.getVertexInputs().get(name).stream().map(values::get).toList();
      values.put(name, vertex(network, name, vertex, from, translation));
    }
    return configuration.getNetworkOutputs().stream().map(values::get).toList();
  }

  private static Value vertex(
      ComputationGraph network,
      String name,
      GraphVertex vertex,
      List<Value> inputs,
      Translation translation)
      throws UntranslatableException {
    if (vertex instanceof LayerVertex layer) {
      Value input = translation.preprocess(layer.getPreProcessor(), inputs.get(0));
      Parameters parameters = new Parameters(network.getLayer(name).paramTable());
      return translation.layer(layer.getLayerConf().getLayer(), parameters, input);
    }
    if (vertex.getClass() == AttentionVertex.class) {
      Parameters parameters = new Parameters(network.getVertex(name).paramTable(false));
      return AttentionLayers.vertex(
          (AttentionVertex) vertex, parameters, inputs, translation.graph());
    }
    return translation.vertex(vertex, inputs);
  }

  private static List<Long> shape(TensorSpec spec) {
    List<Long> shape = new ArrayList<>();
    shape.add(Value.OPEN);
    spec.shape().forEach(axis -> shape.add(axis.longValue()));
    return shape;
  }
}
