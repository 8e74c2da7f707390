package io.sluice.deployment;

import java.util.Arrays;
import java.util.Locale;

/** What may compute a version: the values of {@code sluice.engine}. */
enum EngineChoice {
  /** The plan if there is one that computes as Deeplearning4j does, else Deeplearning4j. */
  AUTO,
  /** The plan; a version that has none fails. */
  PLAN,
  /** Deeplearning4j, whatever a plan could do. */
  DEEPLEARNING4J;

  /**
   * The choice that a value of the configuration names.
   *
   * @throws IllegalArgumentException if it names none
   */
  static EngineChoice parse(String value) {
    return Arrays.stream(values())
        .filter(choice -> choice.name().toLowerCase(Locale.ROOT).equals(value))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "'%s' must be auto, plan or deeplearning4j".formatted(value)));
  }
}
