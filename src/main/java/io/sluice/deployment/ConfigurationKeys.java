package io.sluice.deployment;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The keys that Sluice reads: those of {@code META-INF/microprofile-config.properties}, and those
 * that hold a model's name: aliases, and what is set for one model only.
 */
final class ConfigurationKeys {
  /** What every key of ours begins with. */
  static final String PREFIX = "sluice.";

  /** How a key that pins an alias is written. */
  static final String ALIAS_FORM = "sluice.model.<name>.alias.<alias>";

  private static final String RESOURCE = "META-INF/microprofile-config.properties";
  private static final Pattern ALIAS =
      Pattern.compile("sluice\\.model\\.([^.]+)\\.alias\\.([^.]+)");
  private static final int WORST_SHARE = 3;

  private final Map<String, String> defaults;

  /**
   * @param defaults of all keys that have no names in them
   */
  ConfigurationKeys(Map<String, String> defaults) {
    this.defaults = Collections.unmodifiableMap(new TreeMap<>(defaults));
  }

  /** The keys of this application. */
  static ConfigurationKeys load() {
    Map<String, String> defaults = new TreeMap<>();
    try {
      // The server's own libraries may have a file of this name too, and come first.
      ClassLoader loader = ConfigurationKeys.class.getClassLoader();
      for (URL file : Collections.list(loader.getResources(RESOURCE))) {
        try (Reader reader = new InputStreamReader(file.openStream(), StandardCharsets.UTF_8)) {
          Properties properties = new Properties();
          properties.load(reader);
          properties.stringPropertyNames().stream()
              .filter(key -> key.startsWith(PREFIX))
              .forEach(key -> defaults.put(key, properties.getProperty(key)));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(RESOURCE + " cannot be read", e);
    }
    return new ConfigurationKeys(defaults);
  }

  /** Every key without names in it, with its default. */
  Map<String, String> defaults() {
    return defaults;
  }

  boolean isKnown(String key) {
    return defaults.containsKey(key)
        || alias(key).matches()
        || AdmissionConfig.isKnown(key)
        || GateConfig.isKnown(key)
        || ModelSetting.of(key).isPresent();
  }

  /** Reads a key that pins an alias: group 1 is the model, group 2 the alias. */
  static Matcher alias(String key) {
    return ALIAS.matcher(key);
  }

  /** The key that was probably meant by one that is not known. */
  Optional<String> nearest(String unknown) {
    if (unknown.startsWith("sluice.model.")) {
      return Stream.of(
              Stream.of(ALIAS_FORM, AdmissionConfig.LIST_FORM),
              GateConfig.FORMS.stream(),
              Arrays.stream(ModelSetting.values()).map(ModelSetting::form))
          .flatMap(forms -> forms)
          .min(Comparator.comparingInt(form -> distance(form, unknown)));
    }
    return defaults.keySet().stream()
        .min(Comparator.comparingInt(key -> distance(key, unknown)))
        .filter(key -> distance(key, unknown) <= key.length() / WORST_SHARE);
  }

  /**
   * How many characters must be put in, taken out or changed to make one text of another: the <a
   * href="https://en.wikipedia.org/wiki/Levenshtein_distance">Levenshtein distance</a>.
   */
  static int distance(String from, String to) {
    int[] row = new int[to.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int change = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
