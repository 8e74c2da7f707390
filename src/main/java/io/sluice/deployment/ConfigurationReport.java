package io.sluice.deployment;

import io.sluice.model.Alias;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import org.eclipse.microprofile.config.Config;

/**
 * What is wrong with the configuration, all at once. Only names that begin with {@code sluice.} are
 * looked at: in the environment, {@code SLUICE_PORT} is for scripts and {@code SLUICE_MODELS_DIR}
 * for us, and nothing tells which; its value is looked at under the key that it overrides.
 *
 * @param unknown a sentence for each key that nobody reads
 * @param problems a sentence for each value that cannot be used
 */
record ConfigurationReport(List<String> unknown, List<String> problems) {
  ConfigurationReport {
    unknown = List.copyOf(unknown);
    problems = List.copyOf(problems);
  }

  /** Looks through a configuration. */
  static ConfigurationReport of(Config config, ConfigurationKeys keys) {
    List<String> unknown = new ArrayList<>();
    List<String> problems = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(keys.defaults().keySet());
    config.getPropertyNames().forEach(names::add);
    for (String name : names.tailSet(ConfigurationKeys.PREFIX)) {
      if (!name.startsWith(ConfigurationKeys.PREFIX)) {
        break;
      }
      if (keys.isKnown(name)) {
        // MicroProfile takes an empty value for none.
        String value = config.getOptionalValue(name, String.class).orElse("").strip();
        problem(name, value, keys).ifPresent(problems::add);
      } else {
        unknown.add(unknown(name, keys));
      }
    }
    return new ConfigurationReport(unknown, problems);
  }

  private static String unknown(String name, ConfigurationKeys keys) {
    return "Nobody reads the key %s%s"
        .formatted(name, keys.nearest(name).map(near -> "; did you mean " + near + "?").orElse(""));
  }

  private static Optional<String> problem(String name, String value, ConfigurationKeys keys) {
    String general = ModelSetting.of(name).map(ModelSetting::general).orElse(name);
    String standard = keys.defaults().get(general);
    if (standard == null) {
      return AdmissionConfig.problem(name, value)
          .or(() -> GateConfig.problem(name, value))
          .or(() -> aliasProblem(name, value));
    }
    if (general.equals(ModelSetting.ENGINE.general())) {
      return engineProblem(name, value);
    }
    ValueKind kind = ValueKind.of(standard);
    return kind.takes(value)
        ? Optional.empty()
        : Optional.of("%s: '%s' must be %s".formatted(name, value, kind.words()));
  }

  private static Optional<String> engineProblem(String name, String value) {
    try {
      EngineChoice.parse(value);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(name + ": " + e.getMessage());
    }
  }

  private static Optional<String> aliasProblem(String name, String value) {
    Matcher alias = ConfigurationKeys.alias(name);
    if (!alias.matches()) {
      return Optional.empty();
    }
    try {
      new ModelName(alias.group(1));
      new Alias(alias.group(2));
      ModelVersion.parse(value);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(name + ": " + e.getMessage());
    }
  }
}
