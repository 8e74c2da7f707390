package io.sluice.runtime;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.jspecify.annotations.Nullable;

/** Finds the layers at the ends of a graph. */
final class GraphLayers {
  private final ComputationGraphConfiguration configuration;

  GraphLayers(ComputationGraphConfiguration configuration) {
    this.configuration = configuration;
  }

  /** The shape of an input, told by the first layer that takes it; null if none tells. */
  @Nullable InputShapes inputShape(String input) {
    for (Map.Entry<String, List<String>> edges : configuration.getVertexInputs().entrySet()) {
      if (edges.getValue().contains(input)) {
        InputShapes shape = shapeBefore(edges.getKey());
        if (shape != null) {
          return shape;
        }
      }
    }
    return null;
  }

  boolean isSoftmax(String output) {
    return configuration.getVertices().get(output) instanceof LayerVertex vertex
        && OutputActivations.isSoftmax(vertex.getLayerConf().getLayer());
  }

  private @Nullable InputShapes shapeBefore(String name) {
    GraphVertex vertex = configuration.getVertices().get(name);
    if (vertex instanceof LayerVertex layer) {
      return InputShapes.of(layer.getPreProcessor(), layer.getLayerConf().getLayer());
    }
    return keepsShape(vertex) ? inputShape(name) : null;
  }

  private static boolean keepsShape(GraphVertex vertex) {
    return vertex instanceof ElementWiseVertex
        || vertex instanceof ScaleVertex
        || vertex instanceof ShiftVertex;
  }
}
