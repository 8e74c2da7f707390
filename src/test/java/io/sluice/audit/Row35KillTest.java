package io.sluice.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.database.Database;
import io.sluice.database.DatabaseConfig;
import io.sluice.database.Sql;
import io.sluice.testing.PostgresServer;
import io.sluice.testing.Rows;
import io.sluice.testing.TestDatabase;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Row 35: what was acknowledged outlasts a kill -9 of whoever holds the database, and a version is
 * never there without its audit entry.
 */
final class Row35KillTest {
  private static final int ROUNDS = Rows.count(1, 100);

  @Test
  void h2_writerKilled_keepsAllThatWasAcknowledged() throws IOException {
    DatabaseConfig config = TestDatabase.H2.fresh();
    Tally tally = new Tally();
    for (int round = 0; round < ROUNDS; round++) {
      tally.acknowledged(killAmongWrites(config, tally.next(), round, () -> {}));
      tally.present(config);
    }

    tally.print("H2");
    assertThat(tally.lost).isZero();
  }

  @Test
  void postgres_serverKilled_keepsAllThatWasAcknowledged() throws IOException {
    try (PostgresServer server = PostgresServer.start()) {
      DatabaseConfig config =
          new DatabaseConfig(server.url(server.createDatabase()), "sluice", null, 2);
      Tally tally = new Tally();
      for (int round = 0; round < ROUNDS; round++) {
        tally.acknowledged(killAmongWrites(config, tally.next(), round, server::kill));
        server.restart();
        tally.present(config);
      }

      tally.print("POSTGRES");
      assertThat(tally.lost).isZero();
    }
  }

  /** Lets a process write, kills it, and tells the last number that it acknowledged. */
  private static int killAmongWrites(DatabaseConfig config, int from, int seed, Runnable first)
      throws IOException {
    Process writer =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                classPath(),
                Row35Writer.class.getName(),
                config.url(),
                String.valueOf(from))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    int until = from + 40 + new Random(seed).nextInt(40);
    int last = from - 1;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(writer.getInputStream(), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = Integer.parseInt(line);
        if (last == until) {
          first.run();
          writer.toHandle().destroyForcibly();
        }
      }
    }
    assertThat(last).as("acknowledged before it ended").isGreaterThanOrEqualTo(until);
    writer.onExit().join();
    return last;
  }

  /** All that this JVM runs, but for what Surefire needs itself. */
  private static String classPath() {
    String tests = System.getProperty("surefire.test.class.path");
    String path = tests == null ? System.getProperty("java.class.path") : tests;
    assertThat(path).contains("test-classes" + File.pathSeparator);
    return path;
  }

  /** Counts over all rounds. */
  private static final class Tally {
    private int acknowledged;
    private int lost;
    private int next = 1;

    int next() {
      return next;
    }

    void acknowledged(int last) {
      acknowledged += last - next + 1;
      next = last + 1;
    }

    /** Looks into the database: it may have one more, that was not acknowledged any more. */
    void present(DatabaseConfig config) {
      try (Database database = Database.open(config, TestDatabase.threads())) {
        int versions = count(database, "model_version");
        lost += Math.max(0, next - 1 - versions);
        assertThat(count(database, "audit_entry")).isEqualTo(versions);
        assertThat(AuditLog.verify(database)).matches(AuditVerification::intact);
        next = versions + 1;
      }
    }

    void print(String kind) {
      System.out.printf(
          "row 35: %s: %d kills, lost/acknowledged %d/%d%n", kind, ROUNDS, lost, acknowledged);
    }

    private static int count(Database database, String table) {
      return database.read(
          connection ->
              Sql.first(connection, "SELECT COUNT(*) AS n FROM " + table, row -> row.getInt("n"))
                  .orElseThrow());
    }
  }
}
