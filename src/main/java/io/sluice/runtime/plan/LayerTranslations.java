package io.sluice.runtime.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.samediff.AbstractSameDiffLayer;

/**
 * The kinds of layers that have a translation. A layer is found by its very class: a subclass may
 * compute something else.
 */
final class LayerTranslations {
  static final LayerTranslations ALL = all();

  private final Map<Class<?>, LayerTranslation<Layer>> byClass = new HashMap<>();

  private LayerTranslations() {}

  private static LayerTranslations all() {
    LayerTranslations all = new LayerTranslations();
    DenseLayers.register(all);
    PoolingLayers.register(all);
    GlobalPoolingLayers.register(all);
    NormalizationLayers.register(all);
    SpatialLayers.register(all);
    SpecialLayers.register(all);
    YoloLayers.register(all);
    RecurrentLayers.register(all);
    SeriesLayers.register(all);
    EmbeddingLayers.register(all);
    MaskedLayers.register(all);
    AttentionLayers.register(all);
    ConvolutionLayers.register(all);
    LocallyConnectedLayers.register(all);
    GroupedConvolutionLayers.register(all);
    return all;
  }

  /** Adds a kind. */
  <L extends Layer> void add(Class<L> type, LayerTranslation<? super L> translation) {
    byClass.put(
        type,
        (layer, parameters, input, context) ->
            translation.translate(type.cast(layer), parameters, input, context));
  }

  /** All kinds that were added. */
  Set<Class<?>> kinds() {
    return Set.copyOf(byClass.keySet());
  }

  /**
   * @throws UntranslatableException if the kind has no translation
   */
  LayerTranslation<Layer> of(Layer layer) throws UntranslatableException {
    LayerTranslation<Layer> translation = byClass.get(layer.getClass());
    if (translation == null && layer instanceof AbstractSameDiffLayer) {
      throw new UntranslatableException(
          "a layer of the kind %s is SameDiff code, which only Deeplearning4j runs"
              .formatted(layer.getClass().getSimpleName()));
    }
    if (translation == null) {
      throw new UntranslatableException(
          "a layer of the kind %s has no translation".formatted(layer.getClass().getSimpleName()));
    }
    return translation;
  }
}
