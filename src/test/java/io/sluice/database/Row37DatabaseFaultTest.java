package io.sluice.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.PostgresServer;
import io.sluice.testing.TcpProxy;
import io.sluice.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Row 37: whatever happens to the database, nobody waits for it for long. */
final class Row37DatabaseFaultTest {
  private static final int POOL = 4;
  private static final int CALLERS = 12;
  // A connection, then a statement, and what a machine with other things to do adds.
  private static final Duration LONGEST =
      DataSources.LONGEST_WAIT.plus(DataSources.LONGEST_STATEMENT).plusSeconds(3);
  private static final Duration BACK_WITHIN = Duration.ofSeconds(30);

  private final ExecutorService threads = Executors.newFixedThreadPool(CALLERS);

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @EnumSource
  void transaction_poolExhausted_isUnavailableSoon(TestDatabase kind) throws Exception {
    try (Database database = kind.open()) {
      CountDownLatch held = new CountDownLatch(POOL);
      CountDownLatch release = new CountDownLatch(1);
      List<Future<Integer>> holders = new ArrayList<>();
      for (int i = 0; i < POOL; i++) {
        holders.add(
            threads.submit(
                () ->
                    database.<Integer>read(
                        connection -> {
                          held.countDown();
                          await(release);
                          return one(connection);
                        })));
      }
      held.await();

      Wait wait = longest(database, CALLERS - POOL);
      release.countDown();

      print(kind + ", pool exhausted", wait);
      assertThat(wait.unavailable()).isEqualTo(CALLERS - POOL);
      assertThat(wait.longest()).isLessThan(DataSources.LONGEST_WAIT.plusSeconds(2));
      for (Future<Integer> holder : holders) {
        assertThat(holder.get()).isEqualTo(1);
      }
      assertThat(longest(database, 1).unavailable()).isZero();
    }
  }

  @Test
  void transaction_blackHole_isUnavailableSoonAndRecovers() throws Exception {
    try (TcpProxy proxy = TcpProxy.to(PostgresServer.shared().port());
        Database database = open(proxy)) {
      assertThat(longest(database, CALLERS).unavailable()).isZero();

      proxy.setBlackHole(true);
      Wait wait = longest(database, CALLERS);
      proxy.setBlackHole(false);

      print("POSTGRES, black hole", wait);
      assertThat(wait.unavailable()).isEqualTo(CALLERS);
      assertThat(wait.longest()).isLessThan(LONGEST);
      assertThat(database.isUp()).isFalse();
      assertBack(database);
    }
  }

  @Test
  void transaction_connectionsReset_recovers() throws Exception {
    try (TcpProxy proxy = TcpProxy.to(PostgresServer.shared().port());
        Database database = open(proxy)) {
      assertThat(longest(database, CALLERS).unavailable()).isZero();

      proxy.reset();
      Wait wait = longest(database, CALLERS);

      print("POSTGRES, connections reset", wait);
      assertThat(wait.longest()).isLessThan(LONGEST);
      assertBack(database);
    }
  }

  private static Database open(TcpProxy proxy) {
    PostgresServer server = PostgresServer.shared();
    String url =
        server.url(server.createDatabase()).replace(":" + server.port(), ":" + proxy.port());
    return Database.open(new DatabaseConfig(url, "sluice", null, POOL), TestDatabase.threads());
  }

  private void assertBack(Database database) throws Exception {
    long deadline = System.nanoTime() + BACK_WITHIN.toNanos();
    while (longest(database, 1).unavailable() > 0) {
      assertThat(System.nanoTime()).as("back").isLessThan(deadline);
    }
    assertThat(database.isUp()).isTrue();
  }

  /** Lets callers ask for something at once. */
  private Wait longest(Database database, int callers) throws Exception {
    List<Callable<Duration>> calls = new ArrayList<>();
    List<DatabaseException.Trouble> troubles = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      calls.add(
          () -> {
            long start = System.nanoTime();
            try {
              database.<Integer>read(Row37DatabaseFaultTest::one);
            } catch (DatabaseException e) {
              synchronized (troubles) {
                troubles.add(e.trouble());
              }
            }
            return Duration.ofNanos(System.nanoTime() - start);
          });
    }
    Duration longest = Duration.ZERO;
    for (Future<Duration> call : threads.invokeAll(calls)) {
      longest = call.get().compareTo(longest) > 0 ? call.get() : longest;
    }
    assertThat(troubles).allMatch(DatabaseException.Trouble.UNAVAILABLE::equals);
    return new Wait(longest, troubles.size());
  }

  private static Integer one(Connection connection) throws SQLException {
    return Sql.first(connection, "SELECT 1 AS one", row -> row.getInt("one")).orElseThrow();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void print(String fault, Wait wait) {
    System.out.printf(
        "row 37: %s: max thread wait %.1f s%n", fault, wait.longest().toMillis() / 1000.0);
  }

  /**
   * What callers went through.
   *
   * @param longest how long one of them waited for its answer
   * @param unavailable how many were refused
   */
  private record Wait(Duration longest, int unavailable) {}
}
