package io.sluice.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.testing.TestDatabase;
import io.sluice.testing.TestPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource
final class DatabaseTest {
  private final DatabaseConfig config;
  private Database database;

  DatabaseTest(TestDatabase kind) {
    config = kind.fresh();
  }

  @BeforeEach
  void open() {
    database = Database.open(config, TestDatabase.threads());
    execute("CREATE TABLE IF NOT EXISTS note (id INTEGER PRIMARY KEY)");
    execute("DELETE FROM note");
  }

  @AfterEach
  void close() {
    database.close();
  }

  @Test
  void open_twice_keepsWhatIsThere() {
    execute("INSERT INTO note (id) VALUES (1)");
    database.close();

    database = Database.open(config, TestDatabase.threads());

    assertThat(notes()).isEqualTo(1);
    assertThat(database.isUp()).isTrue();
    assertThat(database.opened()).isCompleted();
  }

  @Test
  void open_firstMigrationCutShort_beginsAnew() {
    // As the last statement of the first script leaves it, before Flyway has written it down.
    String history = "\"flyway_schema_history\"";
    boolean h2 = config.isH2();
    execute(h2 ? "DELETE FROM " + history : "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
    database.close();

    database = Database.open(config, TestDatabase.threads());

    assertThat(count("model_version")).isZero();
    assertThat(count("catalogue_lock")).isEqualTo(1);
    assertThat(count(history)).isPositive();
  }

  @Test
  void open_fileCutWithinItsHeader_beginsAnew() throws IOException {
    database.close();
    // PostgreSQL has none.
    for (Path file : config.file().stream().toList()) {
      Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 4096));
    }

    database = Database.open(config, TestDatabase.threads());

    assertThat(count("model_version")).isZero();
  }

  @Test
  void migrations_afterTheFirst_canBeRunTwice() throws IOException {
    Path folder = TestPaths.basedir().resolve("src/main/resources/db/migration");
    try (Stream<Path> scripts = Files.list(folder)) {
      for (Path script : scripts.filter(file -> !file.endsWith("V1__sluice.sql")).toList()) {
        for (String statement : Files.readString(script).split(";\\s*\n", -1)) {
          if (!statement.isBlank()) {
            execute(statement);
          }
        }
      }
    }
    assertThat(count("experiment")).isZero();
  }

  @Test
  void open_fresh_hasTheSchema() {
    for (String table :
        new String[] {"model_version", "model_alias", "alias_change", "audit_entry", "api_key"}) {
      assertThat(count(table)).as(table).isZero();
    }
    assertThat(count("audit_head")).isEqualTo(1);
    assertThat(count("catalogue_lock")).isEqualTo(1);
  }

  @Test
  void transaction_workThrows_leavesNothingAndPassesItOn() {
    IllegalStateException ours = new IllegalStateException("ours");

    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                database.transaction(
                    connection -> {
                      insert(connection, 1);
                      throw ours;
                    }))
        .isSameAs(ours);
    assertThat(notes()).isZero();
  }

  @Test
  void transaction_sameKeyTwice_isConflictAndLeavesNothing() {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(
            () ->
                database.transaction(
                    connection -> {
                      insert(connection, 1);
                      return insert(connection, 1);
                    }))
        .matches(e -> e.trouble() == DatabaseException.Trouble.CONFLICT)
        .withMessage("Another change came first.");
    assertThat(notes()).isZero();
    assertThat(database.isUp()).isTrue();
  }

  @Test
  void read_workWrites_leavesNothing() {
    assertThat(database.<Integer>read(connection -> insert(connection, 1))).isEqualTo(1);

    assertThat(notes()).isZero();
  }

  @Test
  void transaction_wrongSql_isFailedAndSaysNothingOfIt() {
    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(() -> execute("SELECT secret FROM nowhere"))
        .matches(e -> e.trouble() == DatabaseException.Trouble.FAILED)
        .withMessage("The database failed.");
  }

  @Test
  void transaction_closed_isUnavailable() {
    database.close();

    assertThatExceptionOfType(DatabaseException.class)
        .isThrownBy(this::notes)
        .matches(e -> e.trouble() == DatabaseException.Trouble.UNAVAILABLE);
    assertThat(database.isUp()).isFalse();
  }

  private int notes() {
    return count("note");
  }

  private int count(String table) {
    return database.read(
        connection -> {
          try (Statement statement = connection.createStatement();
              ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM " + table)) {
            rows.next();
            return rows.getInt(1);
          }
        });
  }

  private void execute(String sql) {
    database.<Boolean>transaction(
        connection -> {
          try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
          }
        });
  }

  private static Integer insert(Connection connection, int id) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate("INSERT INTO note (id) VALUES (" + id + ")");
    }
  }
}
