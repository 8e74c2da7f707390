package io.sluice.deployment;

import io.sluice.model.ModelName;
import io.sluice.runtime.batch.BatchLimits;
import java.time.Duration;
import org.eclipse.microprofile.config.Config;

/**
 * How the versions of one model are served.
 *
 * @param engine {@code sluice.engine}
 * @param limits {@code sluice.predict.max-batch-rows} and others
 * @param deadline {@code sluice.predict.deadline}
 */
record ServingSettings(EngineChoice engine, BatchLimits limits, Duration deadline) {
  /**
   * What the configuration says for a model.
   *
   * @throws RuntimeException if a value is not what its key asks for, or is missing
   */
  static ServingSettings of(Config config, ModelName model) {
    return new ServingSettings(
        EngineChoice.parse(ModelSetting.ENGINE.value(config, model)),
        new BatchLimits(
            ModelSetting.MAX_BATCH_ROWS.number(config, model),
            ModelSetting.MAX_QUEUE_ROWS.number(config, model),
            ModelSetting.MAX_WAITING.number(config, model),
            Duration.parse(ModelSetting.QUEUE_TIMEOUT.value(config, model))),
        Duration.parse(ModelSetting.DEADLINE.value(config, model)));
  }
}
