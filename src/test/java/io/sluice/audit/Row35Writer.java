package io.sluice.audit;

import io.sluice.database.Database;
import io.sluice.database.DatabaseConfig;
import io.sluice.database.Sql;
import io.sluice.testing.TestDatabase;
import java.time.Instant;

/** Commits versions with their audit entries, and says each number once it is committed. */
public final class Row35Writer {
  private Row35Writer() {}

  /**
   * Writes until it is killed.
   *
   * @param arguments the URL of the database, and the number to begin with
   */
  public static void main(String[] arguments) {
    DatabaseConfig config = new DatabaseConfig(arguments[0], "sluice", null, 2);
    try (Database database = Database.open(config, TestDatabase.threads())) {
      for (int number = Integer.parseInt(arguments[1]); ; number++) {
        int own = number;
        database.<AuditRow>transaction(
            connection -> {
              Sql.update(
                  connection,
                  "INSERT INTO model_version (model, number, source_digest, source_bytes,"
                      + " stored_digest, stored_bytes, format, state, pushed_at, pushed_by)"
                      + " VALUES ('salary', ?, 'sha256:', 1, 'sha256:', 1, 'dl4j', 'committed',"
                      + " ?, 'key:a')",
                  own,
                  Instant.EPOCH);
              return AuditLog.append(connection, AuditFixture.entry(own));
            });
        System.out.println(own);
      }
    }
  }
}
