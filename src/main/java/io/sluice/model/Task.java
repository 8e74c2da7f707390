package io.sluice.model;

import java.util.Locale;

/** What a model is trained to do. */
public enum Task {
  CLASSIFICATION,
  REGRESSION,
  /** Neither by its own word: tensors in, tensors out. */
  TENSOR;

  /** The name used in descriptors and answers: {@code classification}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
