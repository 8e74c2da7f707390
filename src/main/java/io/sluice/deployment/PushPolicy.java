package io.sluice.deployment;

import io.sluice.model.ModelName;
import org.eclipse.microprofile.config.Config;

/**
 * What becomes of the versions of one model once they are there.
 *
 * @param load which are kept loaded: {@code sluice.push.load}
 * @param productionFollows whether {@code production} is pointed at each new version: {@code
 *     sluice.push.follow}
 */
record PushPolicy(LoadPolicy load, boolean productionFollows) {
  /**
   * What the configuration says for a model.
   *
   * @throws IllegalArgumentException if a value is not what its key asks for
   */
  static PushPolicy of(Config config, ModelName model) {
    String production = ModelSetting.FOLLOW.value(config, model);
    return switch (production) {
      case "latest" -> new PushPolicy(load(config, model), true);
      case "manual" -> new PushPolicy(load(config, model), false);
      default ->
          throw new IllegalArgumentException(
              "sluice.push.follow must be latest or manual, not '" + production + "'");
    };
  }

  private static LoadPolicy load(Config config, ModelName model) {
    return LoadPolicy.parse(ModelSetting.LOAD.value(config, model));
  }
}
