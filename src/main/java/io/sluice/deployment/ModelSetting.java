package io.sluice.deployment;

import io.sluice.model.ModelName;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * What may be set for all models and otherwise for one: {@code sluice.model.<name>.engine} wins
 * over {@code sluice.engine}.
 */
enum ModelSetting {
  ENGINE("engine", "sluice.engine"),
  MAX_BATCH_ROWS("max-batch-rows", "sluice.predict.max-batch-rows"),
  MAX_QUEUE_ROWS("max-queue-rows", "sluice.predict.max-queue-rows"),
  MAX_WAITING("max-waiting", "sluice.predict.max-waiting"),
  QUEUE_TIMEOUT("queue-timeout", "sluice.predict.queue-timeout"),
  DEADLINE("deadline", "sluice.predict.deadline"),
  LOAD("load", "sluice.push.load"),
  FOLLOW("follow", "sluice.push.follow"),
  FEEDBACK_ENABLED("feedback.enabled", "sluice.feedback.enabled"),
  FEEDBACK_SAMPLING("feedback.sampling", "sluice.feedback.sampling"),
  FEEDBACK_INPUTS("feedback.inputs", "sluice.feedback.inputs"),
  FEEDBACK_REDACT("feedback.redact", "sluice.feedback.redact"),
  FEEDBACK_RETENTION("feedback.retention", "sluice.feedback.retention"),
  FEEDBACK_MAX_PREDICTIONS("feedback.max-predictions", "sluice.feedback.max-predictions");

  private static final Pattern KEY = Pattern.compile("sluice\\.model\\.([^.]+)\\.(.+)");

  private final String suffix;
  private final String general;

  ModelSetting(String suffix, String general) {
    this.suffix = suffix;
    this.general = general;
  }

  /** The setting that a key with a model's name in it gives, if it is one. */
  static Optional<ModelSetting> of(String key) {
    Matcher matcher = KEY.matcher(key);
    if (matcher.matches()) {
      for (ModelSetting setting : values()) {
        if (setting.suffix.equals(matcher.group(2))) {
          return Optional.of(setting);
        }
      }
    }
    return Optional.empty();
  }

  /** The key that holds for all models. */
  String general() {
    return general;
  }

  /** How the key of one model is written: {@code sluice.model.<name>.engine}. */
  String form() {
    return "sluice.model.<name>." + suffix;
  }

  /**
   * The value for a model: its own, else the general one.
   *
   * @throws java.util.NoSuchElementException if there is neither
   */
  String value(Config config, ModelName model) {
    return config
        .getOptionalValue("sluice.model." + model + "." + suffix, String.class)
        .orElseGet(() -> config.getValue(general, String.class))
        .strip();
  }

  /**
   * The value for a model as a number.
   *
   * @throws NumberFormatException if it is not a whole number that an {@code int} holds
   * @throws java.util.NoSuchElementException if there is none
   */
  int number(Config config, ModelName model) {
    return Integer.parseInt(value(config, model));
  }
}
