package io.sluice.deployment;

import io.sluice.intake.IntakeLimits;
import io.sluice.model.Alias;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import org.eclipse.microprofile.config.Config;

/**
 * What deployment is told by configuration; defaults are in {@code microprofile-config.properties}.
 *
 * @param modelsDir {@code sluice.models.dir}
 * @param intakeLimits {@code sluice.intake.*}
 * @param settings for each model: {@code sluice.engine} and others, or the model's own
 * @param maxWaiting {@code sluice.predict.max-waiting-all}
 * @param aliases {@code sluice.model.<name>.alias.<alias>}; they win over the models folder's
 */
record DeploymentConfig(
    Path modelsDir,
    IntakeLimits intakeLimits,
    Function<ModelName, ServingSettings> settings,
    int maxWaiting,
    Map<ModelName, Map<Alias, ModelVersion>> aliases) {
  DeploymentConfig {
    aliases = Map.copyOf(aliases);
  }

  /**
   * Reads the configuration.
   *
   * @throws IllegalArgumentException if a value is not what its key asks for
   * @throws java.util.NoSuchElementException if a key has no value
   */
  static DeploymentConfig from(Config config) {
    return new DeploymentConfig(
        Path.of(config.getValue("sluice.models.dir", String.class)),
        IntakeLimits.DEFAULTS.withCaps(
            config.getValue("sluice.intake.max-archive-bytes", Long.class),
            config.getValue("sluice.intake.max-inflated-bytes", Long.class),
            config.getValue("sluice.intake.max-parameters", Long.class)),
        model -> ServingSettings.of(config, model),
        Math.toIntExact(config.getValue("sluice.predict.max-waiting-all", Long.class)),
        aliases(config));
  }

  private static Map<ModelName, Map<Alias, ModelVersion>> aliases(Config config) {
    Map<ModelName, Map<Alias, ModelVersion>> aliases = new HashMap<>();
    for (String key : config.getPropertyNames()) {
      Matcher alias = ConfigurationKeys.alias(key);
      if (alias.matches()) {
        String version = config.getValue(key, String.class).strip();
        aliases
            .computeIfAbsent(new ModelName(alias.group(1)), any -> new HashMap<>())
            .put(new Alias(alias.group(2)), ModelVersion.parse(version));
      }
    }
    return aliases;
  }
}
