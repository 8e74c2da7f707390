package io.sluice.health;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.testing.ModelFolders;
import io.sluice.testing.ServerOptions;
import io.sluice.testing.SluiceClient;
import io.sluice.testing.SluiceServer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Asks real servers with good and broken models; {@code AccessLogIT} starts one without any. */
final class HealthIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int ROWS = 10_000;

  @TempDir Path folder;

  @Test
  void probes_samples_areUp() throws JsonProcessingException {
    SluiceClient client = SluiceServer.shared().client();

    JsonNode ready = check(client.get("/health/ready"), 200, "models");
    assertThat(ready.path("data").path("iris").textValue()).isEqualTo("1");
    assertThat(ready.path("data").path("modelCount").textValue()).isEqualTo("4");
    JsonNode started = check(client.get("/health/started"), 200, "models-loading");
    assertThat(started.path("data").path("ready").textValue()).isEqualTo("4");
    check(client.get("/health/live"), 200, "inference");
    assertThat(client.get("/health").statusCode()).isEqualTo(200);
  }

  @Test
  void probes_pinnedVersionThatFailed_areNotReadyButStartedAndAlive() throws Exception {
    ModelFolders.copySample("iris", folder);
    ModelFolders.breakVersion("broken", 1, folder);
    Files.writeString(folder.resolve("broken/aliases.properties"), "production=1");
    try (SluiceServer server = SluiceServer.launch(ServerOptions.defaults().withModels(folder))) {
      Set<Integer> before = awaitStarted(server);
      SluiceClient client = server.client();

      // Red before: while it loaded, or the server had no application yet.
      assertThat(before).contains(503);
      JsonNode ready = check(client.get("/health/ready"), 503, "models");
      assertThat(ready.path("status").textValue()).isEqualTo("DOWN");
      assertThat(ready.path("data").path("iris").textValue()).isEqualTo("1");
      assertThat(ready.path("data").path("broken").textValue())
          .startsWith("version 1 is pinned: FAILED: archive: ");
      HttpResponse<String> refused =
          client.postJson("/api/v1/models/broken/predict", "{\"instances\":[[1]]}");
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(refused.headers().firstValue("Retry-After")).isPresent();
      assertThat(JSON.readTree(refused.body()).path("type").textValue())
          .isEqualTo("urn:sluice:problem:version-not-ready");
      check(client.get("/health/started"), 200, "models-loading");
      check(client.get("/health/live"), 200, "inference");
    }
  }

  @Test
  void probes_newerVersionFailed_areReadyByTheOlderAndDeadOnlyWhileStuck() throws Exception {
    ModelFolders.copySample("digits", folder);
    ModelFolders.breakVersion("digits", 2, folder);
    ModelFolders.breakVersion("unpinned", 1, folder);
    ServerOptions options =
        ServerOptions.defaults()
            .withModels(folder)
            .withSystemProperty("sluice.health.stuck-after", "PT0.001S");
    try (SluiceServer server = SluiceServer.start(options)) {
      SluiceClient client = server.client();

      JsonNode ready = check(client.get("/health/ready"), 200, "models");
      assertThat(ready.path("data").path("digits").textValue()).isEqualTo("1");
      assertThat(ready.path("data").path("unpinned").textValue()).startsWith("FAILED: ");
      check(client.get("/health/live"), 200, "inference");

      // Here everything longer than a millisecond counts as stuck, and so does a large batch.
      Set<String> seen = new HashSet<>();
      CompletableFuture<HttpResponse<String>> batch =
          CompletableFuture.supplyAsync(
              () -> client.postJson("/api/v1/models/digits/predict", batch()));
      while (!batch.isDone()) {
        HttpResponse<String> live = client.get("/health/live");
        if (live.statusCode() == 503) {
          seen.add(check(live, 503, "inference").path("data").fieldNames().next());
        }
      }
      assertThat(batch.get().statusCode()).isEqualTo(200);
      assertThat(seen).containsExactly("digits/1");
      check(client.get("/health/live"), 200, "inference");
    }
  }

  /** Waits for the first loading to end; tells which statuses came before. */
  private static Set<Integer> awaitStarted(SluiceServer server) throws InterruptedException {
    Set<Integer> seen = new HashSet<>();
    long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
    while (!seen.contains(200)) {
      assertThat(server.process().waitFor(100, TimeUnit.MILLISECONDS))
          .as("ended: " + server.logTail())
          .isFalse();
      assertThat(System.nanoTime()).as("in time: " + server.logTail()).isLessThan(deadline);
      seen.add(statusOf(server.client()));
    }
    return seen;
  }

  private static int statusOf(SluiceClient client) {
    try {
      return client.get("/health/started").statusCode();
    } catch (AssertionError e) {
      // Nobody listens yet.
      return 0;
    }
  }

  private static String batch() {
    String row = "{\"image\":[" + String.join(",", Collections.nCopies(64, "7")) + "]}";
    return "{\"instances\":[" + String.join(",", Collections.nCopies(ROWS, row)) + "]}";
  }

  private static JsonNode check(HttpResponse<String> answer, int status, String name)
      throws JsonProcessingException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    for (JsonNode check : JSON.readTree(answer.body()).path("checks")) {
      if (check.path("name").textValue().equals(name)) {
        return check;
      }
    }
    throw new AssertionError("no check " + name + " in " + answer.body());
  }
}
