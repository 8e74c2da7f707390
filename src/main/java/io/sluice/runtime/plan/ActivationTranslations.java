package io.sluice.runtime.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** The activation functions that have a translation. */
final class ActivationTranslations {
  static final ActivationTranslations ALL = all();

  private final Map<Class<?>, ActivationTranslation<IActivation>> byClass = new HashMap<>();

  private ActivationTranslations() {}

  private static ActivationTranslations all() {
    ActivationTranslations all = new ActivationTranslations();
    all.add(ActivationIdentity.class, (function, input, graph) -> input);
    all.add(ActivationReLU.class, (function, input, graph) -> graph.map("Relu", input));
    all.add(ActivationSigmoid.class, (function, input, graph) -> graph.map("Sigmoid", input));
    all.add(ActivationTanH.class, (function, input, graph) -> graph.map("Tanh", input));
    all.add(
        ActivationSoftmax.class,
        (function, input, graph) ->
            graph.map("Softmax", input, Attributes.integer("axis", input.rank() - 1L)));
    return all;
  }

  /** Adds a kind. */
  <A extends IActivation> void add(Class<A> type, ActivationTranslation<? super A> translation) {
    byClass.put(
        type, (function, input, graph) -> translation.translate(type.cast(function), input, graph));
  }

  /** All kinds that were added. */
  Set<Class<?>> kinds() {
    return Set.copyOf(byClass.keySet());
  }

  /**
   * @throws UntranslatableException if the kind has no translation
   */
  ActivationTranslation<IActivation> of(IActivation function) throws UntranslatableException {
    ActivationTranslation<IActivation> translation = byClass.get(function.getClass());
    if (translation == null) {
      throw new UntranslatableException(
          "the activation %s has no translation".formatted(function.getClass().getSimpleName()));
    }
    return translation;
  }
}
