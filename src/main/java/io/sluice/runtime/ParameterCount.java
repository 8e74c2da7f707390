package io.sluice.runtime;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;

/** How many parameters a configuration asks for, counted without taking memory for them. */
public final class ParameterCount {
  private ParameterCount() {}

  /** Parameters of a stack of layers. */
  public static long of(MultiLayerConfiguration configuration) {
    long count = 0;
    for (NeuralNetConfiguration layer : configuration.getConfs()) {
      layer.getLayer().setDataType(configuration.getDataType());
      count = Math.addExact(count, layer.getLayer().initializer().numParams(layer));
    }
    return count;
  }

  /** Parameters of a graph. */
  public static long of(ComputationGraphConfiguration configuration) {
    long count = 0;
    for (GraphVertex vertex : configuration.getVertices().values()) {
      vertex.setDataType(configuration.getDataType());
      count = Math.addExact(count, vertex.numParams(true));
    }
    return count;
  }
}
