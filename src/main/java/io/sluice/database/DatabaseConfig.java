package io.sluice.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * Where the database is; defaults are in {@code microprofile-config.properties}.
 *
 * @param url {@code sluice.database.url} as JDBC takes it: H2 or PostgreSQL
 * @param user {@code sluice.database.user}
 * @param passwordFile {@code sluice.database.password-file}; null if there is no password
 * @param poolSize {@code sluice.database.pool-size}: the most connections at once, at least 1
 */
public record DatabaseConfig(String url, String user, @Nullable Path passwordFile, int poolSize) {
  /** The value of {@code sluice.database.url} that means a file in the data directory. */
  static final String EMBEDDED = "embedded";

  private static final String NO_FILE = "none";
  private static final String H2 = "jdbc:h2:";
  private static final String H2_FILE = "jdbc:h2:file:";
  private static final String POSTGRES = "jdbc:postgresql:";

  /**
   * @throws IllegalArgumentException if the URL is of another database, holds a password, or opens
   *     a port of its own; or if the pool has no room
   */
  public DatabaseConfig {
    String low = url.toLowerCase(Locale.ROOT);
    require(low.startsWith(H2) || low.startsWith(POSTGRES), "must be jdbc:h2: or jdbc:postgresql:");
    require(!low.contains("password="), "must hold no password; name a file that does");
    require(!low.contains("auto_server=true"), "must not ask for AUTO_SERVER, which opens a port");
    if (poolSize < 1) {
      throw new IllegalArgumentException("sluice.database.pool-size must be at least 1");
    }
    // Without it H2 acknowledges what it has not written: half a second of it is lost with the JVM.
    url = low.startsWith(H2) && !low.contains(";write_delay=") ? url + ";WRITE_DELAY=0" : url;
  }

  /**
   * Reads the configuration.
   *
   * @throws IllegalArgumentException if a value is not what its key asks for
   * @throws java.util.NoSuchElementException if a key has no value
   */
  public static DatabaseConfig from(Config config) {
    String url = config.getValue("sluice.database.url", String.class).strip();
    Path data = Path.of(config.getValue("sluice.data.dir", String.class).strip());
    String file = config.getValue("sluice.database.password-file", String.class).strip();
    return new DatabaseConfig(
        url.equals(EMBEDDED) ? embedded(data) : url,
        config.getValue("sluice.database.user", String.class).strip(),
        file.equals(NO_FILE) ? null : Path.of(file),
        config.getValue("sluice.database.pool-size", Integer.class));
  }

  /** The URL of the database in a data directory, which need not exist yet. */
  public static String embedded(Path dataDirectory) {
    return H2 + "file:" + dataDirectory.toAbsolutePath().normalize().resolve("database/sluice");
  }

  /** The file of an H2 database; empty if it has none, or none that its URL names outright. */
  Optional<Path> file() {
    if (!url.toLowerCase(Locale.ROOT).startsWith(H2_FILE)) {
      return Optional.empty();
    }
    String path = url.substring(H2_FILE.length()).split(";", 2)[0];
    return path.startsWith("~") ? Optional.empty() : Optional.of(Path.of(path + ".mv.db"));
  }

  /** Whether it is H2, within this process, rather than PostgreSQL. */
  boolean isH2() {
    return url.regionMatches(true, 0, H2, 0, H2.length());
  }

  /**
   * The password as its file has it now, without the end of the line; empty if there is none.
   *
   * @throws UncheckedIOException if the file cannot be read
   */
  Optional<String> password() {
    if (passwordFile == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(Files.readString(passwordFile).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("sluice.database.password-file cannot be read", e);
    }
  }

  private static void require(boolean holds, String rule) {
    if (!holds) {
      throw new IllegalArgumentException("sluice.database.url " + rule);
    }
  }
}
