package io.sluice.runtime;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * Turns DL4J's workspaces off where they break a layer: in 1.0.0-M2.1 a {@code
 * GravesBidirectionalLSTM} keeps an array of a workspace that is closed by then, and every second
 * call of {@code output} fails with "uses outdated workspace pointer".
 */
final class InferenceWorkspaces {
  private InferenceWorkspaces() {}

  static void adapt(MultiLayerConfiguration configuration) {
    if (breaks(configuration.getConfs().stream().map(NeuralNetConfiguration::getLayer))) {
      configuration.setInferenceWorkspaceMode(WorkspaceMode.NONE);
    }
  }

  static void adapt(ComputationGraphConfiguration configuration) {
    Stream<Layer> layers =
        configuration.getVertices().values().stream()
            .filter(LayerVertex.class::isInstance)
            .map(vertex -> ((LayerVertex) vertex).getLayerConf().getLayer());
    if (breaks(layers)) {
      configuration.setInferenceWorkspaceMode(WorkspaceMode.NONE);
    }
  }

  @SuppressWarnings("deprecation") // For new networks; the old ones that have it must still run.
  private static boolean breaks(Stream<Layer> layers) {
    return layers.anyMatch(GravesBidirectionalLSTM.class::isInstance);
  }
}
