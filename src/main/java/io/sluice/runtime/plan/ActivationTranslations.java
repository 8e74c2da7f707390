package io.sluice.runtime.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.nd4j.linalg.activations.IActivation;

/** The activation functions that have a translation. */
final class ActivationTranslations {
  static final ActivationTranslations ALL = all();

  private final Map<Class<?>, ActivationTranslation<IActivation>> byClass = new HashMap<>();

  private ActivationTranslations() {}

  private static ActivationTranslations all() {
    ActivationTranslations all = new ActivationTranslations();
    Activations.register(all);
    RectifierActivations.register(all);
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
