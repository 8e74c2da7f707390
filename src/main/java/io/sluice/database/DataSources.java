package io.sluice.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Connections to the database. Drivers are used by name, not through {@code DriverManager}: it
 * would keep the class loader of an application that was undeployed.
 */
final class DataSources {
  /** The longest that anybody waits for a connection of the pool. */
  static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

  /** The longest that one statement may keep its caller waiting. */
  static final Duration LONGEST_STATEMENT = Duration.ofSeconds(5);

  private static final int CONNECT_SECONDS = 2;
  private static final Duration LONGEST_CHECK = Duration.ofMillis(500);
  private static final String LOCK_MILLIS = "2000";

  private DataSources() {}

  /** A pool that is at most {@code poolSize} large and already has a connection. */
  static HikariDataSource pool(DatabaseConfig config, ThreadFactory threads) {
    HikariConfig pool = new HikariConfig();
    pool.setPoolName("sluice");
    pool.setDataSource(plain(config, LONGEST_STATEMENT));
    pool.setMaximumPoolSize(config.poolSize());
    pool.setAutoCommit(false);
    pool.setConnectionTimeout(LONGEST_WAIT.toMillis());
    pool.setValidationTimeout(LONGEST_CHECK.toMillis());
    pool.setThreadFactory(threads);
    return new HikariDataSource(pool);
  }

  /**
   * Connections without a pool.
   *
   * @param statement the longest that PostgreSQL may take to answer one statement
   */
  static DataSource plain(DatabaseConfig config, Duration statement) {
    return config.isH2() ? h2(config) : postgres(config, statement);
  }

  private static DataSource h2(DatabaseConfig config) {
    JdbcDataSource source = new JdbcDataSource();
    // It closes with its last connection, which is ours to close: not in the midst of a stop.
    source.setURL(config.url() + ";DB_CLOSE_ON_EXIT=FALSE;LOCK_TIMEOUT=" + LOCK_MILLIS);
    source.setUser(config.user());
    source.setPassword(config.password().orElse(""));
    return source;
  }

  private static DataSource postgres(DatabaseConfig config, Duration statement) {
    PGSimpleDataSource source = new PGSimpleDataSource();
    source.setConnectTimeout(CONNECT_SECONDS);
    source.setLoginTimeout(CONNECT_SECONDS);
    source.setSocketTimeout((int) statement.toSeconds());
    source.setTcpKeepAlive(true);
    source.setApplicationName("sluice");
    source.setOptions("-c lock_timeout=" + LOCK_MILLIS);
    source.setUser(config.user());
    // What the URL says wins.
    source.setURL(config.url());
    config.password().ifPresent(source::setPassword);
    return source;
  }
}
