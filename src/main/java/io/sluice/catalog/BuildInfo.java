package io.sluice.catalog;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/**
 * What the build recorded of itself.
 *
 * @param version of the server
 * @param commit that it was built from, 40 hexadecimal digits; {@code unknown} outside a checkout
 * @param built when, ISO 8601 in UTC
 * @param engine that computes predictions, with its version
 */
record BuildInfo(String version, String commit, String built, String engine) {
  private static final String FILE = "/META-INF/sluice-build.properties";

  /** Reads what lies in the archive. */
  static BuildInfo read() {
    try (InputStream file =
        Objects.requireNonNull(BuildInfo.class.getResourceAsStream(FILE), FILE)) {
      Properties lines = new Properties();
      lines.load(file);
      return new BuildInfo(
          value(lines, "version"),
          value(lines, "commit"),
          value(lines, "built"),
          value(lines, "engine"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String value(Properties lines, String key) {
    return lines.getProperty(key, "unknown");
  }
}
