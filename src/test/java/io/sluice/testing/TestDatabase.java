package io.sluice.testing;

import io.sluice.database.Database;
import io.sluice.database.DatabaseConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.concurrent.ThreadFactory;
import java.util.stream.Stream;

/** The databases that Sluice runs on: a suite that takes one as its parameter runs on both. */
public enum TestDatabase {
  /** A file, as it is by default. */
  H2 {
    @Override
    public DatabaseConfig fresh() {
      try {
        Path data = Files.createTempDirectory("sluice-h2");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(data)));
        return new DatabaseConfig(DatabaseConfig.embedded(data), "sluice", null, POOL);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  },
  /** A real server. */
  POSTGRES {
    @Override
    public DatabaseConfig fresh() {
      PostgresServer server = PostgresServer.shared();
      return new DatabaseConfig(server.url(server.createDatabase()), "sluice", null, POOL);
    }
  };

  private static final int POOL = 4;

  /** Leads to a database that has nothing in it yet. */
  public abstract DatabaseConfig fresh();

  /** A fresh one, opened. */
  public Database open() {
    return Database.open(fresh(), threads());
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Threads that keep no JVM alive. */
  public static ThreadFactory threads() {
    return task -> {
      Thread thread = new Thread(task, "database");
      thread.setDaemon(true);
      return thread;
    };
  }
}
