package io.sluice.experiment;

import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * What experiments are told by configuration; defaults are in {@code
 * microprofile-config.properties}.
 *
 * @param interval {@code sluice.experiment.interval}: between two looks after the experiments, from
 *     0.1 to 5 seconds, so that a broken guardrail ends one within 10
 */
record ExperimentConfig(Duration interval) {
  private static final Duration SHORTEST_INTERVAL = Duration.ofMillis(100);
  private static final Duration LONGEST_INTERVAL = Duration.ofSeconds(5);

  /**
   * @throws IllegalArgumentException if a value is out of its range
   */
  ExperimentConfig {
    if (interval.compareTo(SHORTEST_INTERVAL) < 0 || interval.compareTo(LONGEST_INTERVAL) > 0) {
      throw new IllegalArgumentException("sluice.experiment.interval must be PT0.1S to PT5S");
    }
  }

  /**
   * Reads the configuration.
   *
   * @throws IllegalArgumentException if a value is not what its key asks for
   */
  static ExperimentConfig from(Config config) {
    return new ExperimentConfig(config.getValue("sluice.experiment.interval", Duration.class));
  }
}
