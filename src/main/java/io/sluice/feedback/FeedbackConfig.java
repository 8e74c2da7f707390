package io.sluice.feedback;

import io.sluice.model.ModelName;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/**
 * What the configuration says of remembered predictions.
 *
 * @param config asked for each model once
 * @param mostWaiting instances that may wait to be written, at least 1
 * @param writeEvery how often they are written
 * @param outcomeRetention how long outcomes are kept
 */
record FeedbackConfig(
    Config config, int mostWaiting, Duration writeEvery, Duration outcomeRetention) {
  private static final String NONE = "none";

  /**
   * Reads it.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  static FeedbackConfig from(Config config) {
    int waiting = config.getValue("sluice.feedback.max-waiting", Integer.class);
    Duration every = config.getValue("sluice.feedback.write-interval", Duration.class);
    Duration outcomes = config.getValue("sluice.feedback.outcome-retention", Duration.class);
    if (waiting < 1 || !isPositive(every) || !isPositive(outcomes)) {
      throw new IllegalArgumentException(
          "sluice.feedback.max-waiting, write-interval and outcome-retention must be above 0");
    }
    return new FeedbackConfig(config, waiting, every, outcomes);
  }

  /**
   * How the predictions of a model are remembered.
   *
   * @throws IllegalArgumentException if a value is out of range
   */
  RememberedModel of(ModelName model) {
    String redacted = value(model, "redact");
    return new RememberedModel(
        Boolean.parseBoolean(value(model, "enabled")),
        Double.parseDouble(value(model, "sampling")),
        Boolean.parseBoolean(value(model, "inputs")),
        redacted.equals(NONE)
            ? Set.of()
            : Arrays.stream(redacted.split(",")).map(String::strip).collect(Collectors.toSet()),
        Duration.parse(value(model, "retention")),
        Long.parseLong(value(model, "max-predictions")));
  }

  private static boolean isPositive(Duration duration) {
    return !duration.isNegative() && !duration.isZero();
  }

  private String value(ModelName model, String name) {
    return config
        .getOptionalValue("sluice.model." + model + ".feedback." + name, String.class)
        .orElseGet(() -> config.getValue("sluice.feedback." + name, String.class))
        .strip();
  }
}
