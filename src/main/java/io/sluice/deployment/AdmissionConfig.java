package io.sluice.deployment;

import io.sluice.intake.ModelSigning;
import io.sluice.model.ModelName;
import java.security.PublicKey;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/**
 * What the intake of models is told by configuration.
 *
 * @param digestRequired {@code sluice.intake.content-digest-required}
 * @param reserveBytes {@code sluice.intake.reserve-bytes}
 * @param patience {@code sluice.intake.queue-timeout}
 * @param trial {@code sluice.intake.trial}
 * @param trialTimeout {@code sluice.intake.trial-timeout}
 * @param keras {@code sluice.intake.keras}
 * @param signing {@code sluice.intake.signature-required}, {@code
 *     sluice.intake.signing-keys.<keyId>} and {@code sluice.model.<name>.signing-keys}
 */
record AdmissionConfig(
    boolean digestRequired,
    long reserveBytes,
    Duration patience,
    boolean trial,
    Duration trialTimeout,
    boolean keras,
    ModelSigning signing) {
  /** How a key that brings a public key is written. */
  static final String KEY_FORM = "sluice.intake.signing-keys.<keyId>";

  /** How the key is written that lists who signs a model. */
  static final String LIST_FORM = "sluice.model.<name>.signing-keys";

  private static final Pattern KEY =
      Pattern.compile("sluice\\.intake\\.signing-keys\\.([A-Za-z0-9_-]{1,64})");
  private static final Pattern LIST = Pattern.compile("sluice\\.model\\.([^.]+)\\.signing-keys");
  private static final String COMMA = ",";

  /**
   * Reads the configuration.
   *
   * @throws IllegalArgumentException if a value is not what its key asks for, or a model lists a
   *     key that nobody brought
   * @throws java.util.NoSuchElementException if a key has no value
   */
  static AdmissionConfig from(Config config) {
    Map<String, PublicKey> keys = keys(config);
    return new AdmissionConfig(
        flag(config, "sluice.intake.content-digest-required"),
        Long.parseLong(text(config, "sluice.intake.reserve-bytes")),
        Duration.parse(text(config, "sluice.intake.queue-timeout")),
        flag(config, "sluice.intake.trial"),
        Duration.parse(text(config, "sluice.intake.trial-timeout")),
        flag(config, "sluice.intake.keras"),
        new ModelSigning(
            keys, lists(config, keys.keySet()), flag(config, "sluice.intake.signature-required")));
  }

  /** The same, trying only what has a gate: for what is there when the server starts. */
  AdmissionConfig withoutTrial() {
    return new AdmissionConfig(
        digestRequired, reserveBytes, patience, false, trialTimeout, false, signing);
  }

  /** Whether a key brings a public key, or lists those of a model. */
  static boolean isKnown(String key) {
    return KEY.matcher(key).matches() || LIST.matcher(key).matches();
  }

  /** What is wrong with the value of such a key. */
  static Optional<String> problem(String key, String value) {
    if (!KEY.matcher(key).matches()) {
      return Optional.empty();
    }
    try {
      ModelSigning.key(value);
      return Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.of(key + ": " + e.getMessage());
    }
  }

  private static Map<String, PublicKey> keys(Config config) {
    Map<String, PublicKey> keys = new HashMap<>();
    for (String name : config.getPropertyNames()) {
      Matcher key = KEY.matcher(name);
      if (key.matches()) {
        keys.put(key.group(1), ModelSigning.key(text(config, name)));
      }
    }
    return keys;
  }

  // Read once: what may be pushed must not change with a file that somebody edits.
  private static Function<ModelName, Optional<Set<String>>> lists(Config config, Set<String> keys) {
    Map<ModelName, Set<String>> lists = new HashMap<>();
    for (String name : config.getPropertyNames()) {
      Matcher list = LIST.matcher(name);
      if (list.matches()) {
        ModelName model = new ModelName(list.group(1));
        lists.put(model, list(text(config, name), name, keys));
      }
    }
    return model -> Optional.ofNullable(lists.get(model));
  }

  private static Set<String> list(String value, String name, Set<String> keys) {
    Set<String> ids =
        Arrays.stream(value.split(COMMA)).map(String::strip).collect(Collectors.toSet());
    if (!keys.containsAll(ids)) {
      throw new IllegalArgumentException(name + " lists a key that no " + KEY_FORM + " brings");
    }
    return ids;
  }

  private static boolean flag(Config config, String key) {
    return Boolean.parseBoolean(text(config, key));
  }

  private static String text(Config config, String key) {
    return config.getValue(key, String.class).strip();
  }
}
