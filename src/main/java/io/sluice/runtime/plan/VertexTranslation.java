package io.sluice.runtime.plan;

import java.util.List;
import org.deeplearning4j.nn.conf.graph.GraphVertex;

/** Adds one kind of vertex of a {@code ComputationGraph} to a graph. */
@FunctionalInterface
interface VertexTranslation<V extends GraphVertex> {
  /**
   * Adds it.
   *
   * @param vertex its configuration
   * @param inputs what it takes, in order
   * @param translation the graph, and the translations of parts
   * @throws UntranslatableException if this configuration of it has no translation
   */
  Value translate(V vertex, List<Value> inputs, Translation translation)
      throws UntranslatableException;
}
