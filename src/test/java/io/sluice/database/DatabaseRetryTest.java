package io.sluice.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.sluice.testing.PostgresServer;
import io.sluice.testing.TestDatabase;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class DatabaseRetryTest {
  private final ScheduledExecutorService retries = Executors.newSingleThreadScheduledExecutor();

  @AfterEach
  void stop() {
    retries.shutdownNow();
  }

  @Test
  void openOrRetry_serverStartsLater_opensThen() throws Exception {
    try (PostgresServer server = PostgresServer.start()) {
      String url = server.url(server.createDatabase());
      server.kill();
      DatabaseConfig config = new DatabaseConfig(url, "sluice", null, 2);

      try (Database database = Database.openOrRetry(config, TestDatabase.threads(), retries)) {
        assertThat(database.isUp()).isFalse();
        assertThat(database.opened().toCompletableFuture()).isNotDone();
        assertThatExceptionOfType(DatabaseException.class)
            .isThrownBy(() -> one(database))
            .matches(e -> e.trouble() == DatabaseException.Trouble.UNAVAILABLE);

        server.restart();
        database.opened().toCompletableFuture().get(1, TimeUnit.MINUTES);

        assertThat(database.isUp()).isTrue();
        assertThat(one(database)).isEqualTo(1);
      }
    }
  }

  @Test
  void openOrRetry_closedMeanwhile_triesNoMore() throws Exception {
    DatabaseConfig config =
        new DatabaseConfig("jdbc:postgresql://127.0.0.1:1/none", "sluice", null, 2);
    Database database = Database.openOrRetry(config, TestDatabase.threads(), retries);

    database.close();

    retries.shutdown();
    assertThat(retries.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    assertThat(database.isUp()).isFalse();
  }

  @Test
  void transaction_serverKilledAndBack_worksAgain() throws Exception {
    try (PostgresServer server = PostgresServer.start();
        Database database =
            Database.open(
                new DatabaseConfig(server.url(server.createDatabase()), "sluice", null, 2),
                TestDatabase.threads())) {
      server.kill();
      assertThatExceptionOfType(DatabaseException.class)
          .isThrownBy(() -> one(database))
          .matches(e -> e.trouble() == DatabaseException.Trouble.UNAVAILABLE);
      assertThat(database.isUp()).isFalse();

      server.restart();

      long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
      while (!database.isUp() && System.nanoTime() < deadline) {
        try {
          one(database);
        } catch (DatabaseException e) {
          assertThat(e.trouble()).isEqualTo(DatabaseException.Trouble.UNAVAILABLE);
        }
      }
      assertThat(one(database)).isEqualTo(1);
    }
  }

  private static Integer one(Database database) {
    return database.read(
        connection ->
            Sql.first(connection, "SELECT 1 AS one", row -> row.getInt("one")).orElseThrow());
  }
}
