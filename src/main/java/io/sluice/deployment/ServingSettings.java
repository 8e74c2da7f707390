package io.sluice.deployment;

import io.sluice.model.ModelName;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * How the versions of one model are served.
 *
 * @param engine {@code sluice.engine}
 * @param longestWait {@code sluice.predict.queue-timeout}
 */
record ServingSettings(EngineChoice engine, Duration longestWait) {
  /**
   * What the configuration says for a model.
   *
   * @throws RuntimeException if a value is not what its key asks for, or is missing
   */
  static ServingSettings of(Config config, ModelName model) {
    return new ServingSettings(
        EngineChoice.parse(ModelSetting.ENGINE.value(config, model)),
        Duration.parse(config.getValue("sluice.predict.queue-timeout", String.class)));
  }
}
