package io.sluice.runtime.plan;

import org.deeplearning4j.nn.conf.InputPreProcessor;

/** Adds one kind of input preprocessor to a graph. */
@FunctionalInterface
interface PreprocessorTranslation<P extends InputPreProcessor> {
  /**
   * Adds it.
   *
   * @throws UntranslatableException if this configuration of it has no translation
   */
  Value translate(P preprocessor, Value input, Translation translation)
      throws UntranslatableException;
}
