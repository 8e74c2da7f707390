package io.sluice.runtime.plan;

import org.nd4j.linalg.activations.IActivation;

/** Adds one kind of activation function to a graph. */
@FunctionalInterface
interface ActivationTranslation<A extends IActivation> {
  /**
   * Adds it.
   *
   * @throws UntranslatableException if this configuration of it has no translation
   */
  Value translate(A activation, Value input, GraphBuilder graph) throws UntranslatableException;
}
