package io.sluice.runtime.plan;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.conf.InputPreProcessor;

/** The kinds of input preprocessors that have a translation. */
final class PreprocessorTranslations {
  static final PreprocessorTranslations ALL = all();

  private final Map<Class<?>, PreprocessorTranslation<InputPreProcessor>> byClass = new HashMap<>();

  private PreprocessorTranslations() {}

  private static PreprocessorTranslations all() {
    PreprocessorTranslations all = new PreprocessorTranslations();
    Preprocessors.register(all);
    return all;
  }

  /** Adds a kind. */
  <P extends InputPreProcessor> void add(
      Class<P> type, PreprocessorTranslation<? super P> translation) {
    byClass.put(
        type,
        (preprocessor, input, context) ->
            translation.translate(type.cast(preprocessor), input, context));
  }

  /** All kinds that were added. */
  Set<Class<?>> kinds() {
    return Set.copyOf(byClass.keySet());
  }

  /**
   * @throws UntranslatableException if the kind has no translation
   */
  PreprocessorTranslation<InputPreProcessor> of(InputPreProcessor preprocessor)
      throws UntranslatableException {
    PreprocessorTranslation<InputPreProcessor> translation = byClass.get(preprocessor.getClass());
    if (translation == null) {
      throw new UntranslatableException(
          "a preprocessor of the kind %s has no translation"
              .formatted(preprocessor.getClass().getSimpleName()));
    }
    return translation;
  }
}
