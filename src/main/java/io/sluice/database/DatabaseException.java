package io.sluice.database;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.sluice.model.ChangeException;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;

/**
 * The database did not do what it was asked, so callers are told to try later. Its own words are in
 * the cause, for the log only: they may hold SQL and addresses.
 */
public final class DatabaseException extends ChangeException {
  private static final long serialVersionUID = 1;

  // PostgreSQL: appendix A of its manual. H2: org.h2.api.ErrorCode, whose states are its codes.
  private static final String CONNECTION_CLASS = "08";
  private static final Set<String> UNAVAILABLE_STATES =
      Set.of(
          "53300", // PostgreSQL: too many connections
          "55P03", // PostgreSQL: a lock was not to be had in time
          "57014", // PostgreSQL: the statement was cancelled
          "57P01", // PostgreSQL: it is being shut down
          "57P02", // PostgreSQL: it crashed
          "57P03", // PostgreSQL: it is starting
          "HYT00", // H2: a lock was not to be had in time
          "90007", // H2: the connection was closed
          "90020", // H2: another process has the file
          "90028", // H2: the file cannot be read or written
          "90031", // H2: the same, in other words
          "90067", // H2: the connection is broken
          "90098", // H2: the database was closed
          "90121"); // H2: the database was closed since the JVM ends
  private static final Set<String> CONFLICT_STATES =
      Set.of(
          "23503", // a row that others need, or one that needs another
          "23505", // a second row with the same key
          "23506", // H2: a row that needs another one
          "40001", // another transaction came first
          "40P01"); // PostgreSQL: two transactions wait for each other

  private final Trouble trouble;

  /**
   * @param message a sentence for the caller, without any word of the database
   */
  DatabaseException(Trouble trouble, String message, Throwable cause) {
    super(Kind.DATABASE_UNAVAILABLE, message, cause);
    this.trouble = trouble;
  }

  DatabaseException(Trouble trouble, String message) {
    super(Kind.DATABASE_UNAVAILABLE, message);
    this.trouble = trouble;
  }

  /** What a failure of JDBC means. */
  static DatabaseException of(Throwable failure) {
    Trouble trouble = trouble(failure);
    return new DatabaseException(trouble, trouble.words, failure);
  }

  /** What went wrong. */
  public Trouble trouble() {
    return trouble;
  }

  private static Trouble trouble(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException
          || cause instanceof SQLNonTransientConnectionException
          || cause instanceof SQLRecoverableException
          || cause instanceof PoolInitializationException) {
        return Trouble.UNAVAILABLE;
      }
      if (cause instanceof SQLException sql && sql.getSQLState() != null) {
        String state = sql.getSQLState();
        if (state.startsWith(CONNECTION_CLASS) || UNAVAILABLE_STATES.contains(state)) {
          return Trouble.UNAVAILABLE;
        }
        if (CONFLICT_STATES.contains(state)) {
          return Trouble.CONFLICT;
        }
      }
    }
    return Trouble.FAILED;
  }

  /** What may have gone wrong, for whom it makes a difference. */
  public enum Trouble {
    /** It cannot be reached, or is too busy; the same may succeed later. */
    UNAVAILABLE("The database cannot be reached."),
    /** Another transaction came first; the same may succeed when tried again. */
    CONFLICT("Another change came first."),
    /** A mistake of ours, or a broken database. */
    FAILED("The database failed.");

    private final String words;

    Trouble(String words) {
      this.words = words;
    }
  }
}
