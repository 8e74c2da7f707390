package io.sluice.database;

import java.lang.System.Logger.Level;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * The first migration of an H2 database, if the server was killed in its midst. H2 commits each
 * statement that changes the schema, so that a part of it is there, and Flyway, which has no record
 * of it, would stumble over that part for ever. Nothing else can be in such a database: nobody uses
 * it before its first migration has ended.
 *
 * <p>Later migrations must not be undone so: their statements can be run twice, {@code CREATE TABLE
 * IF NOT EXISTS}. PostgreSQL does a migration wholly or not at all.
 */
final class CutMigration {
  private static final System.Logger LOG = System.getLogger(CutMigration.class.getName());
  private static final String HISTORY =
      "SELECT COUNT(*) AS n FROM INFORMATION_SCHEMA.TABLES"
          + " WHERE TABLE_SCHEMA = 'PUBLIC' AND TABLE_NAME = 'flyway_schema_history'";
  // Flyway's note that it has made the table is a row, too; it has no version.
  private static final String DONE =
      "SELECT COUNT(*) AS n FROM PUBLIC.\"flyway_schema_history\""
          + " WHERE \"success\" AND \"version\" IS NOT NULL";

  private CutMigration() {}

  /**
   * Empties a database whose first migration was begun and did not end.
   *
   * @throws DatabaseException if it cannot be read or emptied
   */
  static void undo(DataSource h2) {
    try (Connection connection = h2.getConnection();
        Statement statement = connection.createStatement()) {
      if (count(connection, HISTORY) == 1 && count(connection, DONE) == 0) {
        LOG.log(Level.WARNING, "the first start of this database was cut short; it begins anew");
        statement.execute("DROP ALL OBJECTS");
      }
    } catch (SQLException e) {
      throw DatabaseException.of(e);
    }
  }

  private static int count(Connection connection, String query) throws SQLException {
    return Sql.first(connection, query, row -> row.getInt("n")).orElseThrow();
  }
}
