package io.sluice.repository;

import io.sluice.database.Sql;
import java.sql.Connection;
import java.sql.SQLException;

/** Lets one transaction at a time change versions or aliases, so that what it read stays true. */
public final class CatalogueLock {
  private CatalogueLock() {}

  /** Waits for the lock and keeps it until the transaction ends; harmless if it is held already. */
  public static void take(Connection connection) throws SQLException {
    Sql.list(
        connection,
        "SELECT id FROM catalogue_lock WHERE id = 1 FOR UPDATE",
        row -> row.getInt("id"));
  }
}
