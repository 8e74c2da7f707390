package io.sluice.database;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/** The ends of a transaction. */
final class Transaction {
  private static final System.Logger LOG = System.getLogger(Transaction.class.getName());

  private Transaction() {}

  /**
   * Does work and commits it; rolls it back if it throws.
   *
   * @param sync whether the database must be told to write a commit through to the disk: H2 hands
   *     it to the operating system and no further, so that a loss of power would undo it
   */
  static <T extends @Nullable Object> T write(Connection connection, Work<T> work, boolean sync)
      throws SQLException {
    boolean done = false;
    try {
      T result = work.run(connection);
      connection.commit();
      done = true;
      if (sync) {
        try (Statement statement = connection.createStatement()) {
          statement.execute("CHECKPOINT SYNC");
        }
      }
      return result;
    } finally {
      if (!done) {
        rollBack(connection);
      }
    }
  }

  /** Does work and rolls back whatever it wrote. */
  static <T extends @Nullable Object> T read(Connection connection, Work<T> work)
      throws SQLException {
    try {
      return work.run(connection);
    } finally {
      rollBack(connection);
    }
  }

  private static void rollBack(Connection connection) {
    try {
      connection.rollback();
    } catch (SQLException e) {
      // The connection is broken, which rolls back too, and the pool takes a new one.
      LOG.log(Level.DEBUG, "not rolled back", e);
    }
  }
}
