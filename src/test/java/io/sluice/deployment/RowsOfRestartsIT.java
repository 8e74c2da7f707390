package io.sluice.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.testing.IrisVersions;
import io.sluice.testing.ModelFolders;
import io.sluice.testing.Rows;
import io.sluice.testing.ServerOptions;
import io.sluice.testing.SluiceServer;
import io.sluice.testing.TestPaths;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Rows 20 and 41: the server is killed while models are pushed, or its disk rots meanwhile. Here
 * the whole server is killed at moments of chance; {@code Row20StepsTest} kills at each step.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RowsOfRestartsIT {
  private static final int CLIENTS = 2;

  private ServerOptions options;
  private SluiceServer server;

  @BeforeAll
  void start() throws IOException {
    Path models = Files.createTempDirectory(TestPaths.target(), "row-restarts-");
    ModelFolders.copySample("iris", models);
    options = ServerOptions.defaults().withModels(models);
    server = SluiceServer.start(options);
    options = options.withSystemProperty("sluice.data.dir", server.data().toString());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void row20_killedDuringPushes_keepsWhatWasAcknowledgedAndMixesNothing() throws Exception {
    int rounds = Rows.count(1, 20);
    Random random = new Random(20);
    Map<Integer, String> pushed = new ConcurrentHashMap<>();
    Map<Integer, String> acknowledged = new ConcurrentHashMap<>();
    AtomicInteger next = new AtomicInteger();
    int lost = 0;
    int mixed = 0;
    int unacknowledged = 0;
    for (int round = 0; round < rounds; round++) {
      ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
      Pusher pusher = new Pusher(server);
      for (int i = 0; i < CLIENTS; i++) {
        clients.execute(() -> pushOn(pusher, next, pushed, acknowledged));
      }
      int before = acknowledged.size();
      RowServer.await("a version more", () -> acknowledged.size() > before);
      RowServer.pause(random.nextInt(Rows.count(1_000, 4_000)));
      server.process().destroyForcibly().onExit().join();
      clients.shutdown();
      assertThat(clients.awaitTermination(2, TimeUnit.MINUTES)).isTrue();
      server.close();
      server = SluiceServer.start(options);
      Pusher after = new Pusher(server);
      for (int version : pushed.keySet()) {
        HttpResponse<String> there = after.send("GET", Pusher.version("killed", version));
        if (there.statusCode() == 404) {
          lost += acknowledged.containsKey(version) ? 1 : 0;
          continue;
        }
        JsonNode status = Pusher.tree(there);
        boolean whole =
            status.path("digest").asText().equals(pushed.get(version))
                && status.path("state").asText().equals("READY")
                && after
                    .answering(Pusher.version("killed", version) + "/predict")
                    .equals(Integer.toString(version));
        mixed += whole ? 0 : 1;
        unacknowledged += acknowledged.containsKey(version) ? 0 : 1;
      }
      // Numbers that no version took are free again; those that were kept count as acknowledged.
      pushed.keySet().removeIf(version -> isMissing(after, version));
      acknowledged.putAll(pushed);
      JsonNode verdict = Pusher.tree(after.send("GET", "/api/v1/audit/verification"));
      assertThat(verdict.path("intact").asBoolean()).as(verdict.toString()).isTrue();
    }
    Rows.figure(
        20,
        "%d kills of the whole server during pushes: lost of %d acknowledged %d, mixed %d, kept though not acknowledged"
            + " %d, audit intact",
        rounds,
        acknowledged.size(),
        lost,
        mixed,
        unacknowledged);
    assertThat(acknowledged).isNotEmpty();
    assertThat(lost).isZero();
    assertThat(mixed).isZero();
  }

  private static boolean isMissing(Pusher pusher, int version) {
    return pusher.send("GET", Pusher.version("killed", version)).statusCode() == 404;
  }

  /** Pushes version after version until the server is gone. */
  private static void pushOn(
      Pusher pusher,
      AtomicInteger next,
      Map<Integer, String> pushed,
      Map<Integer, String> acknowledged) {
    while (true) {
      int version = next.incrementAndGet();
      byte[] archive = IrisVersions.archive(1_000 + version);
      String digest = RowServer.digest(archive);
      pushed.put(version, digest);
      try {
        if (pusher.put("killed", version, archive).statusCode() == 201) {
          acknowledged.put(version, digest);
        }
      } catch (AssertionError e) {
        return;
      }
    }
  }

  @Test
  void row41_byteFlippedAtRest_lastGoodVersionAnswers() throws IOException {
    int rounds = Rows.count(1, 20);
    int wrong = 0;
    double longest = 0;
    for (int round = 0; round < rounds; round++) {
      String model = "rot" + round;
      Pusher pusher = new Pusher(server);
      assertThat(pusher.put(model, 1, IrisVersions.archive(2 * round)).statusCode()).isEqualTo(201);
      String good = RowServer.predict(server, RowServer.path(model)).body();
      Path store = server.data().resolve("store");
      try (Stream<Path> before = Files.walk(store)) {
        var known = before.toList();
        assertThat(pusher.put(model, 2, IrisVersions.archive(2 * round + 1)).statusCode())
            .isEqualTo(201);
        assertThat(pusher.answering(RowServer.path(model) + "/predict")).isEqualTo("2");
        server.process().destroyForcibly().onExit().join();
        server.close();
        try (Stream<Path> after = Files.walk(store)) {
          Path file =
              after
                  .filter(one -> Files.isRegularFile(one) && !known.contains(one))
                  .findFirst()
                  .orElseThrow();
          flip(file, new Random(round));
        }
      }
      long begin = System.nanoTime();
      server = SluiceServer.start(options);
      longest = Math.max(longest, (System.nanoTime() - begin) / 1e9);
      HttpResponse<String> answer = RowServer.predict(server, RowServer.path(model));
      wrong += answer.body().equals(good) ? 0 : 1;
      assertThat(RowServer.predict(server, Pusher.version(model, 2)).statusCode())
          .isNotEqualTo(200);
      assertThat(
              Pusher.tree(new Pusher(server).send("GET", Pusher.version(model, 2)))
                  .path("state")
                  .asText())
          .isEqualTo("FAILED");
    }
    Rows.figure(
        41, "%d bytes flipped at rest: served wrong %d, %.1f s to ready", rounds, wrong, longest);
    assertThat(wrong).isZero();
  }

  private static void flip(Path file, Random random) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    int at = random.nextInt(bytes.length);
    bytes[at] ^= (byte) (1 << random.nextInt(8));
    file.toFile().setWritable(true);
    Files.write(file, bytes);
  }
}
