package io.sluice.runtime.plan;

import org.deeplearning4j.nn.conf.layers.Layer;

/** Adds one kind of layer to a graph. */
@FunctionalInterface
interface LayerTranslation<L extends Layer> {
  /**
   * Adds it.
   *
   * @param layer its configuration
   * @param parameters its arrays
   * @param input what it takes, preprocessed
   * @param translation the graph, and the translations of parts
   * @return what it gives, its activation included
   * @throws UntranslatableException if this configuration of it has no translation
   */
  Value translate(L layer, Parameters parameters, Value input, Translation translation)
      throws UntranslatableException;
}
