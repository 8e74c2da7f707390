package io.sluice.runtime.plan;

import java.util.List;
import org.deeplearning4j.nn.conf.graph.AttentionVertex;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;

/**
 * A layer and a vertex that attend to a series, {@code [b, features, t]}; requests carry no masks.
 */
final class AttentionLayers {
  private AttentionLayers() {}

  static void register(LayerTranslations all) {
    all.add(
        SelfAttentionLayer.class,
        (layer, parameters, input, to) ->
            attend(layer.isProjectInput(), input, parameters, to.graph()));
  }

  /**
   * A vertex that attends with one series to another.
   *
   * @param inputs queries, keys and values
   * @throws UntranslatableException if an input is no series of a known number of features
   */
  static Value vertex(
      AttentionVertex vertex, Parameters parameters, List<Value> inputs, GraphBuilder graph)
      throws UntranslatableException {
    for (Value input : inputs) {
      requireSeries(input);
    }
    Value queries = inputs.get(0);
    Value keys = inputs.get(1);
    Value values = inputs.get(2);
    return vertex.isProjectInput()
        ? AttentionNodes.projected(queries, keys, values, parameters, graph)
        : AttentionNodes.plain(queries, keys, values, graph);
  }

  private static Value attend(
      boolean projects, Value input, Parameters parameters, GraphBuilder graph)
      throws UntranslatableException {
    requireSeries(input);
    return projects
        ? AttentionNodes.projected(input, input, input, parameters, graph)
        : AttentionNodes.plain(input, input, input, graph);
  }

  private static void requireSeries(Value input) throws UntranslatableException {
    if (input.rank() != 3) {
      throw new UntranslatableException(
          "attention wants a series, not rank %d".formatted(input.rank()));
    }
  }
}
