package io.sluice.deployment;

import io.sluice.model.GateLimit;
import io.sluice.model.GateTerms;
import io.sluice.model.ModelName;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * What gates are told by configuration.
 *
 * @param datasetsDir {@code sluice.gate.datasets-dir}
 * @param maxBytes {@code sluice.gate.max-dataset-bytes}
 * @param maxRows {@code sluice.gate.max-dataset-rows}
 * @param terms {@code sluice.model.<name>.gate.limits}, {@code .dataset} and {@code .target}
 */
record GateConfig(Path datasetsDir, long maxBytes, int maxRows, Map<ModelName, GateTerms> terms) {
  /** How keys of a model's gate are written. */
  static final List<String> FORMS =
      Stream.of("limits", "dataset", "target")
          .map(last -> "sluice.model.<name>.gate." + last)
          .toList();

  private static final Pattern KEY =
      Pattern.compile("sluice\\.model\\.([^.]+)\\.gate\\.(limits|dataset|target)");
  private static final String COMMA = ",";

  GateConfig {
    terms = Map.copyOf(terms);
  }

  /**
   * Reads the configuration.
   *
   * @throws IllegalArgumentException if a value is not what its key asks for, or a model's limits
   *     need a data set and it has none
   * @throws java.util.NoSuchElementException if a key has no value
   */
  static GateConfig from(Config config) {
    Map<ModelName, GateTerms> terms = new HashMap<>();
    for (String key : config.getPropertyNames()) {
      Matcher matcher = KEY.matcher(key);
      if (matcher.matches()) {
        terms.computeIfAbsent(new ModelName(matcher.group(1)), model -> terms(config, model));
      }
    }
    return new GateConfig(
        Path.of(config.getValue("sluice.gate.datasets-dir", String.class).strip()),
        config.getValue("sluice.gate.max-dataset-bytes", Long.class),
        Math.toIntExact(config.getValue("sluice.gate.max-dataset-rows", Long.class)),
        terms);
  }

  /** Whether a key tells of a gate. */
  static boolean isKnown(String key) {
    return KEY.matcher(key).matches();
  }

  /** What is wrong with the value of such a key. */
  static Optional<String> problem(String key, String value) {
    Matcher matcher = KEY.matcher(key);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      new ModelName(matcher.group(1));
      switch (matcher.group(2)) {
        case "limits" -> limits(value);
        case "dataset" -> GateTerms.dataset(value);
        default -> GateTerms.target(value);
      }
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(key + ": " + e.getMessage());
    }
  }

  /** What the configuration asks of a model. */
  GateTerms terms(ModelName model) {
    return terms.getOrDefault(model, GateTerms.NONE);
  }

  private static GateTerms terms(Config config, ModelName model) {
    String prefix = "sluice.model." + model + ".gate.";
    GateTerms terms =
        new GateTerms(
            text(config, prefix + "dataset").orElse(null),
            null,
            text(config, prefix + "target").orElse(null),
            limits(text(config, prefix + "limits").orElse("")));
    if (terms.needsDataset() && terms.dataset() == null) {
      // One that comes with the model would be of the choice of whoever pushes it.
      throw new IllegalArgumentException(
          prefix + "limits needs a data set: " + prefix + "dataset must name one");
    }
    return terms;
  }

  private static List<GateLimit> limits(String value) {
    List<GateLimit> limits =
        value.isEmpty()
            ? List.of()
            : Arrays.stream(value.split(COMMA, -1)).map(GateLimit::parse).distinct().toList();
    limits.forEach(GateFigures::check);
    return limits;
  }

  private static Optional<String> text(Config config, String key) {
    return config.getOptionalValue(key, String.class).map(String::strip);
  }
}
