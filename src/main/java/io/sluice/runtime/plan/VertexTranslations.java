package io.sluice.runtime.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.graph.GraphVertex;

/** The kinds of vertices that have a translation; those of layers are {@link LayerTranslations}. */
final class VertexTranslations {
  static final VertexTranslations ALL = all();

  private final Map<Class<?>, VertexTranslation<GraphVertex>> byClass = new HashMap<>();

  private VertexTranslations() {}

  private static VertexTranslations all() {
    VertexTranslations all = new VertexTranslations();
    JoiningVertices.register(all);
    ReformingVertices.register(all);
    SeriesVertices.register(all);
    return all;
  }

  /** Adds a kind. */
  <V extends GraphVertex> void add(Class<V> type, VertexTranslation<? super V> translation) {
    byClass.put(
        type,
        (vertex, inputs, context) -> translation.translate(type.cast(vertex), inputs, context));
  }

  /** All kinds that were added. */
  Set<Class<?>> kinds() {
    return Set.copyOf(byClass.keySet());
  }

  /**
   * @throws UntranslatableException if the kind has no translation
   */
  VertexTranslation<GraphVertex> of(GraphVertex vertex) throws UntranslatableException {
    VertexTranslation<GraphVertex> translation = byClass.get(vertex.getClass());
    if (translation == null) {
      throw new UntranslatableException(
          "a vertex of the kind %s has no translation"
              .formatted(vertex.getClass().getSimpleName()));
    }
    return translation;
  }
}
