package io.sluice.runtime.plan;

import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;

/** Which inputs of a network are indices into a table rather than measurements. */
final class IndexInputs {
  private IndexInputs() {}

  /** How many indices an input may have, from 0; 0 if it takes any number. */
  static int count(Model network, int input) {
    if (network instanceof MultiLayerNetwork layers) {
      return count(layers.getLayerWiseConfigurations().getConf(0).getLayer());
    }
    ComputationGraphConfiguration configuration = ((ComputationGraph) network).getConfiguration();
    String name = configuration.getNetworkInputs().get(input);
    int fewest = 0;
    for (String vertex : configuration.getVertices().keySet()) {
      GraphVertex taker = configuration.getVertices().get(vertex);
      if (taker instanceof LayerVertex layer
          && configuration.getVertexInputs().get(vertex).contains(name)) {
        int count = count(layer.getLayerConf().getLayer());
        fewest = fewest == 0 ? count : count == 0 ? fewest : Math.min(fewest, count);
      }
    }
    return fewest;
  }

  private static int count(Layer layer) {
    boolean embeds = layer instanceof EmbeddingLayer || layer instanceof EmbeddingSequenceLayer;
    return embeds ? Math.toIntExact(((FeedForwardLayer) layer).getNIn()) : 0;
  }
}
