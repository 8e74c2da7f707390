package io.sluice.database;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The first start of an H2 database, if the server was killed in its midst. H2 commits each
 * statement that changes the schema, so that a part of it is there, and Flyway, which has no record
 * of it, would stumble over that part for ever. Nothing else can be in such a database: nobody uses
 * it before its first migration has ended. Nor does H2 open a file that was cut within the header.
 *
 * <p>Later migrations must not be undone so: their statements can be run twice, {@code CREATE TABLE
 * IF NOT EXISTS}. PostgreSQL does a migration wholly or not at all.
 */
final class CutStart {
  private static final System.Logger LOG = System.getLogger(CutStart.class.getName());
  private static final String HISTORY =
      "SELECT COUNT(*) AS n FROM INFORMATION_SCHEMA.TABLES"
          + " WHERE TABLE_SCHEMA = 'PUBLIC' AND TABLE_NAME = 'flyway_schema_history'";
  // Flyway's note that it has made the table is a row, too; it has no version.
  private static final String DONE =
      "SELECT COUNT(*) AS n FROM PUBLIC.\"flyway_schema_history\""
          + " WHERE \"success\" AND \"version\" IS NOT NULL";

  // Two blocks, each with a header, before the first that holds anything.
  private static final long HEADERS = 2 * 4096;

  private CutStart() {}

  /**
   * Deletes the file of a database that ends within its headers, unless somebody is writing it.
   *
   * @throws DatabaseException if it cannot be read or deleted
   */
  static void undo(Path file) {
    try {
      if (!Files.exists(file) || Files.size(file) >= HEADERS) {
        return;
      }
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE);
          FileLock lock = channel.tryLock()) {
        if (lock != null && channel.size() < HEADERS) {
          LOG.log(Level.WARNING, "the first start of this database was cut short; it begins anew");
          Files.delete(file);
        }
      }
    } catch (OverlappingFileLockException e) {
      LOG.log(Level.DEBUG, "this process is making the database", e);
    } catch (IOException e) {
      throw DatabaseException.of(e);
    }
  }

  /**
   * Empties a database whose first migration was begun and did not end.
   *
   * @throws SQLException if it cannot be read or emptied
   */
  static void undo(Connection h2) throws SQLException {
    if (count(h2, HISTORY) == 1 && count(h2, DONE) == 0) {
      LOG.log(Level.WARNING, "the first start of this database was cut short; it begins anew");
      try (Statement statement = h2.createStatement()) {
        statement.execute("DROP ALL OBJECTS");
      }
    }
  }

  private static int count(Connection connection, String query) throws SQLException {
    return Sql.first(connection, query, row -> row.getInt("n")).orElseThrow();
  }
}
