package io.sluice.database;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/**
 * What is done within one transaction.
 *
 * @param <T> what comes out of it
 */
@FunctionalInterface
public interface Work<T extends @Nullable Object> {

  /**
   * Does it. Whatever is thrown rolls everything back.
   *
   * @param connection not to be kept, closed, committed or rolled back
   */
  T run(Connection connection) throws SQLException;
}
