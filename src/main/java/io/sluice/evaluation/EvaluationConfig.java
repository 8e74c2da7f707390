package io.sluice.evaluation;

import java.nio.file.Path;
import org.eclipse.microprofile.config.Config;

/**
 * What the configuration says of evaluations.
 *
 * @param folder where tables are written until they are scored
 * @param maxBytes of one table
 * @param maxWaiting evaluations that run or wait at once
 */
record EvaluationConfig(Path folder, long maxBytes, int maxWaiting) {
  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  static EvaluationConfig from(Config config) {
    long bytes = config.getValue("sluice.evaluation.max-bytes", Long.class);
    int waiting = config.getValue("sluice.evaluation.max-waiting", Integer.class);
    if (bytes < 1 || waiting < 1) {
      throw new IllegalArgumentException(
          "sluice.evaluation.max-bytes and sluice.evaluation.max-waiting must be above 0");
    }
    return new EvaluationConfig(
        Path.of(config.getValue("sluice.data.dir", String.class)).resolve("evaluations"),
        bytes,
        waiting);
  }
}
