package io.sluice.database;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;

/**
 * The database of this server. It may be away at any time, also when the server starts: nobody
 * waits for it longer than a few seconds, and it is used again as soon as it is back.
 */
public final class Database implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Database.class.getName());
  private static final Duration LONGEST_MIGRATION_STEP = Duration.ofMinutes(10);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final DatabaseConfig config;
  private final ThreadFactory threads;
  private final CompletableFuture<Void> opened = new CompletableFuture<>();
  private volatile @Nullable HikariDataSource pool;
  private volatile boolean up;
  private volatile boolean closed;
  private volatile @Nullable Future<?> nextTry;

  private Database(DatabaseConfig config, ThreadFactory threads) {
    this.config = config;
    this.threads = threads;
  }

  /**
   * Opens it, with its schema brought up to date.
   *
   * @param threads makes the threads that look after connections
   * @throws DatabaseException if it is not there, or its schema is not ours
   */
  public static Database open(DatabaseConfig config, ThreadFactory threads) {
    Database database = new Database(config, threads);
    database.open();
    return database;
  }

  /**
   * Opens it, or keeps trying: at once, and if that fails after 1, 2, 4 and at most every 30
   * seconds. Until then it is not up, and every use of it is refused.
   *
   * @param retries where it is tried again
   */
  public static Database openOrRetry(
      DatabaseConfig config, ThreadFactory threads, ScheduledExecutorService retries) {
    Database database = new Database(config, threads);
    database.tryToOpen(retries, FIRST_PAUSE);
    return database;
  }

  /**
   * Does work that writes, all of it or nothing: committed when it returns, rolled back if it
   * throws. If the connection breaks during the commit, nobody knows which.
   *
   * @throws DatabaseException if the database fails; what the work throws itself passes through
   */
  public <T extends @Nullable Object> T transaction(Work<T> work) {
    return run(work, true);
  }

  /**
   * Does work that only reads; what it writes is rolled back.
   *
   * @throws DatabaseException if the database fails; what the work throws itself passes through
   */
  public <T extends @Nullable Object> T read(Work<T> work) {
    return run(work, false);
  }

  /** Whether it was opened, and could be reached when it was last used. */
  public boolean isUp() {
    return up;
  }

  /** Completes when it is open for the first time; at once if it is. */
  public CompletionStage<Void> opened() {
    return opened.minimalCompletionStage();
  }

  /** Closes all connections, and tries no more. */
  @Override
  public synchronized void close() {
    closed = true;
    up = false;
    Future<?> pending = nextTry;
    if (pending != null) {
      pending.cancel(false);
    }
    HikariDataSource open = pool;
    pool = null;
    if (open != null) {
      open.close();
    }
  }

  private synchronized void open() {
    if (closed) {
      return;
    }
    DataSource source = DataSources.plain(config, LONGEST_MIGRATION_STEP);
    if (config.isH2()) {
      config.file().ifPresent(CutStart::undo);
    }
    // H2 closes with its last connection, and compacts its file each time: so it stays open for all
    // that follows. Row 20 counted 600 writes of a start otherwise.
    try (Connection held = source.getConnection()) {
      if (config.isH2()) {
        CutStart.undo(held);
      }
      migrate(source);
      pool = DataSources.pool(config, threads);
    } catch (SQLException | RuntimeException e) {
      throw DatabaseException.of(e);
    }
    up = true;
    opened.complete(null);
  }

  private static void migrate(DataSource source) {
    Flyway.configure(Database.class.getClassLoader())
        .dataSource(source)
        .locations("classpath:db/migration")
        .failOnMissingLocations(true)
        .load()
        .migrate();
  }

  private void tryToOpen(ScheduledExecutorService retries, Duration pause) {
    try {
      open();
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "The database cannot be opened; the next try is in " + pause, e);
      Duration twice = pause.multipliedBy(2);
      Duration next = twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
      try {
        nextTry =
            retries.schedule(
                () -> tryToOpen(retries, next), pause.toMillis(), TimeUnit.MILLISECONDS);
      } catch (RejectedExecutionException stopping) {
        LOG.log(Level.DEBUG, "not tried again, for the server stops", stopping);
      }
    }
  }

  private <T extends @Nullable Object> T run(Work<T> work, boolean write) {
    HikariDataSource open = pool;
    if (open == null) {
      throw new DatabaseException(
          DatabaseException.Trouble.UNAVAILABLE, "The database is not open.");
    }
    try (Connection connection = open.getConnection()) {
      T result =
          write
              ? Transaction.write(connection, work, config.isH2())
              : Transaction.read(connection, work);
      noteUp();
      return result;
    } catch (SQLException e) {
      DatabaseException failure = DatabaseException.of(e);
      note(failure);
      throw failure;
    }
  }

  private void noteUp() {
    if (!up && !closed) {
      up = true;
      LOG.log(Level.INFO, "The database is back");
    }
  }

  private void note(DatabaseException failure) {
    switch (failure.trouble()) {
      case UNAVAILABLE -> {
        if (up) {
          up = false;
          LOG.log(Level.WARNING, "The database cannot be reached", failure);
        }
      }
      case CONFLICT -> LOG.log(Level.DEBUG, "rolled back", failure);
      case FAILED -> LOG.log(Level.ERROR, "The database failed", failure);
    }
  }
}
