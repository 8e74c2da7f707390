package io.sluice.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.testing.IrisVersions;
import io.sluice.testing.ModelFolders;
import io.sluice.testing.ServerOptions;
import io.sluice.testing.SluiceServer;
import io.sluice.testing.TestPaths;
import io.sluice.training.HeldOutRows;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;

/** A version's life in the real server: pushed, refused, aliased, rolled back, deleted, kept. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
final class PushIT {
  private static final String PREDICT = "/api/v1/models/iris/predict";
  private static final byte[] SECOND = IrisVersions.archive(2);

  private static Path models;
  private static Path datasets;
  private static SluiceServer server;
  private static Pusher pusher;

  @BeforeAll
  static void start() throws IOException {
    models = Files.createTempDirectory(TestPaths.target(), "push-models-");
    ModelFolders.copySample("iris", models);
    datasets = Files.createTempDirectory(TestPaths.target(), "push-datasets-");
    Files.writeString(datasets.resolve("irises.csv"), HeldOutRows.csv("iris"));
    server = SluiceServer.start(options());
    pusher = new Pusher(server);
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static ServerOptions options() {
    return ServerOptions.defaults()
        .withModels(models)
        .withSystemProperty("sluice.gate.datasets-dir", datasets.toString())
        .withSystemProperty("sluice.model.gated.gate.dataset", "irises.csv")
        .withSystemProperty("sluice.model.gated.gate.limits", "accuracy >= 0.85,latency_p99 <= 60s")
        .withSystemProperty("sluice.folder.interval", "PT0.5S");
  }

  @Test
  @Order(1)
  void push_newVersion_answersTheNextRequest() {
    HttpResponse<String> answer = pusher.put("iris", 2, SECOND, IrisVersions.descriptor(2));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(answer.headers().firstValue("Location"))
        .hasValueSatisfying(to -> assertThat(to).endsWith(Pusher.version("iris", 2)));
    JsonNode version = Pusher.tree(answer);
    assertThat(version.path("state").asText()).isEqualTo("READY");
    assertThat(version.path("digest").asText()).isEqualTo("sha256:" + hex(SECOND));
    assertThat(version.path("live").asBoolean()).isTrue();
    assertThat(pusher.answering(PREDICT)).isEqualTo("2");
    assertThat(pusher.answering(Pusher.version("iris", 1) + "/predict")).isEqualTo("1");
  }

  @Test
  @Order(2)
  void push_theSameAgain_is200AndOtherBytesAre409() {
    assertThat(pusher.put("iris", 2, SECOND, IrisVersions.descriptor(2)).statusCode())
        .isEqualTo(200);
    HttpResponse<String> other =
        pusher.put("iris", 2, IrisVersions.archive(3), IrisVersions.descriptor(2));

    assertThat(other.statusCode()).isEqualTo(409);
    assertThat(other.body()).contains("urn:sluice:problem:version-conflict");
  }

  @Test
  @Order(3)
  void push_withoutDigestThatHolds_isRefusedAndKeptNowhere() {
    HttpResponse<String> answer =
        pusher.put(
            "iris",
            9,
            IrisVersions.archive(9),
            "Content-Digest",
            "sha-256=:" + base64(SECOND) + ":");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    assertThat(answer.body()).contains("digest-mismatch");
    assertThat(pusher.send("GET", Pusher.version("iris", 9)).statusCode()).isEqualTo(404);
  }

  @Test
  @Order(4)
  void push_hostileOrUntrue_isRefusedWithItsReasonAndTouchesNothing() {
    HttpResponse<String> none = pusher.put("iris", 9, "no zip".getBytes(StandardCharsets.UTF_8));
    HttpResponse<String> cut =
        pusher.put("iris", 9, java.util.Arrays.copyOf(SECOND, SECOND.length - 100));
    HttpResponse<String> untrue =
        pusher.put("iris", 9, IrisVersions.archive(9), IrisVersions.untrueDescriptor(9));
    HttpResponse<String> breaking =
        pusher.put("iris", 9, IrisVersions.archive(9), IrisVersions.breakingDescriptor(9));

    assertThat(none.statusCode()).as(none.body()).isEqualTo(415);
    assertThat(none.body()).contains("no model file that is known here");
    assertThat(cut.statusCode()).as(cut.body()).isEqualTo(422);
    assertThat(cut.body()).contains("\"reason\":\"NOT_A_ZIP\"");
    assertThat(untrue.statusCode()).as(untrue.body()).isEqualTo(422);
    assertThat(untrue.body()).contains("TRIAL_FAILED");
    assertThat(breaking.statusCode()).as(breaking.body()).isEqualTo(409);
    assertThat(breaking.body()).contains("/inputs/sepal_length").contains("signature-broken");
    assertThat(pusher.answering(PREDICT)).isEqualTo("2");
    assertThat(pusher.send("GET", Pusher.version("iris", 9)).statusCode()).isEqualTo(404);
  }

  @Test
  @Order(5)
  void push_dryRun_runsEveryCheckAndKeepsNothing() {
    String path = Pusher.version("iris", 9) + "?dryRun=true";
    HttpResponse<String> answer =
        pusher.form("PUT", path, IrisVersions.archive(9), IrisVersions.descriptor(9));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(Pusher.tree(answer).path("state").asText()).isEqualTo("HELD");
    assertThat(pusher.send("GET", Pusher.version("iris", 9)).statusCode()).isEqualTo(404);
  }

  @Test
  @Order(6)
  void push_nextNumber_isTheHighestAndOne() {
    HttpResponse<String> answer =
        pusher.send(
            "POST", "/api/v1/models/iris/versions?allowBreaking=true", "application/zip", SECOND);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    assertThat(Pusher.tree(answer).path("version").asText()).isEqualTo("3");
    assertThat(pusher.answering(PREDICT)).isEqualTo("3");
  }

  @Test
  @Order(7)
  void push_respondAsync_is202AndTellsItsEnd() throws InterruptedException {
    HttpResponse<String> answer =
        pusher.send(
            "PUT",
            Pusher.version("other", 1),
            "application/zip",
            IrisVersions.archive(4),
            "Prefer",
            "respond-async");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    String push =
        answer.headers().firstValue("Location").orElseThrow().replaceAll("^.*(?=/api)", "");
    JsonNode state = Pusher.tree(pusher.send("GET", push));
    for (int i = 0; i < 300 && state.path("state").asText().equals("RUNNING"); i++) {
      java.util.concurrent.TimeUnit.MILLISECONDS.sleep(100);
      state = Pusher.tree(pusher.send("GET", push));
    }
    assertThat(state.path("state").asText()).as(state.toString()).isEqualTo("SUCCEEDED");
    assertThat(state.path("location").asText()).isEqualTo(Pusher.version("other", 1));
  }

  @Test
  @Order(8)
  void rollBack_givesProductionBack_andHistoryTells() {
    HttpResponse<String> answer = pusher.send("POST", "/api/v1/models/iris/rollback");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(pusher.answering(PREDICT)).isEqualTo("2");
    JsonNode changes =
        Pusher.tree(pusher.send("GET", "/api/v1/models/iris/history?limit=1")).path("changes");
    assertThat(changes).hasSize(1);
    assertThat(changes.get(0).path("action").asText()).isEqualTo("rollback");
    assertThat(changes.get(0).path("from").asText()).isEqualTo("3");
    assertThat(changes.get(0).path("to").asText()).isEqualTo("2");
  }

  @Test
  @Order(9)
  void alias_ifMatch_guardsAgainstLostUpdates() {
    HttpResponse<String> made = pusher.alias("iris", "canary", 1, "If-None-Match", "*");
    String tag = made.headers().firstValue("ETag").orElseThrow();

    assertThat(made.statusCode()).as(made.body()).isEqualTo(201);
    assertThat(pusher.alias("iris", "canary", 2, "If-None-Match", "*").statusCode()).isEqualTo(412);
    assertThat(pusher.alias("iris", "canary", 2, "If-Match", "\"999999\"").statusCode())
        .isEqualTo(412);
    assertThat(pusher.alias("iris", "canary", 2, "If-Match", tag).statusCode()).isEqualTo(200);
    assertThat(pusher.answering("/api/v1/models/iris/aliases/canary/predict")).isEqualTo("2");
    assertThat(pusher.alias("iris", "canary", 77).statusCode()).isEqualTo(404);
  }

  @Test
  @Order(10)
  void delete_usedVersion_is409AndAnUnusedOneEnds() {
    assertThat(pusher.send("DELETE", Pusher.version("iris", 2)).statusCode()).isEqualTo(409);
    assertThat(pusher.send("DELETE", Pusher.version("iris", 3)).statusCode()).isEqualTo(204);

    assertThat(pusher.send("GET", Pusher.version("iris", 3)).statusCode()).isEqualTo(404);
    assertThat(pusher.put("iris", 3, IrisVersions.archive(5)).statusCode()).isEqualTo(409);
    assertThat(pusher.answering(PREDICT)).isEqualTo("2");
  }

  @Test
  @Order(11)
  void folder_droppedVersion_isFoundAndServes() throws Exception {
    Path folder = Files.createDirectories(models.resolve("iris/20"));
    Files.writeString(folder.resolve("model.json"), IrisVersions.descriptor(20));
    Files.write(folder.resolve("model.zip"), IrisVersions.archive(20));

    for (int i = 0; i < 300 && !pusher.answering(PREDICT).equals("20"); i++) {
      java.util.concurrent.TimeUnit.MILLISECONDS.sleep(100);
    }

    assertThat(pusher.answering(PREDICT)).isEqualTo("20");
  }

  @Test
  @Order(12)
  void management_withoutKey_isDeniedAndPredictionIsNot() {
    assertThat(
            server.client().post(Pusher.version("iris", 30), "application/zip", "x").statusCode())
        .isIn(401, 403, 405);
    assertThat(
            server
                .client()
                .send(
                    server
                        .client()
                        .request(Pusher.version("iris", 30), "Content-Type", "application/zip")
                        .PUT(java.net.http.HttpRequest.BodyPublishers.ofByteArray(SECOND))
                        .build())
                .statusCode())
        .isIn(401, 403);
    assertThat(pusher.answering(PREDICT)).isEqualTo("20");
  }

  @Test
  @Order(13)
  void push_versionUnderItsGate_isHeldAndProductionStays() {
    HttpResponse<String> good =
        pusher.put("gated", 1, IrisVersions.sample(), IrisVersions.descriptor("gated", 1));
    HttpResponse<String> bad =
        pusher.put("gated", 2, IrisVersions.archive(2), IrisVersions.descriptor("gated", 2));
    HttpResponse<String> dry =
        pusher.form(
            "PUT",
            Pusher.version("gated", 3) + "?dryRun=true",
            IrisVersions.archive(2),
            IrisVersions.descriptor("gated", 3));

    assertThat(good.statusCode()).as(good.body()).isEqualTo(201);
    assertThat(Pusher.tree(good).path("state").asText()).isEqualTo("READY");
    assertThat(Pusher.tree(good).at("/gate/passed").asBoolean()).isTrue();
    assertThat(bad.statusCode()).as(bad.body()).isEqualTo(201);
    assertHeld(Pusher.tree(bad));
    assertThat(dry.statusCode()).as(dry.body()).isEqualTo(200);
    assertThat(Pusher.tree(dry).path("gate").path("limits").get(0))
        .isEqualTo(Pusher.tree(bad).path("gate").path("limits").get(0));
    assertThat(pusher.answering("/api/v1/models/gated/predict")).isEqualTo("1");
    HttpResponse<String> alias = pusher.alias("gated", "production", 2);
    assertThat(alias.statusCode()).as(alias.body()).isEqualTo(409);
    assertThat(alias.body()).contains("urn:sluice:problem:version-held", "accuracy >= 0.85, but");
  }

  private static void assertHeld(JsonNode version) {
    assertThat(version.path("state").asText()).as(version.toString()).isEqualTo("HELD");
    JsonNode gate = version.path("gate");
    assertThat(gate.path("passed").asBoolean(true)).isFalse();
    assertThat(gate.at("/limits/0/limit").asText()).isEqualTo("accuracy >= 0.85");
    assertThat(gate.at("/limits/0/passed").asBoolean(true)).isFalse();
    assertThat(gate.at("/limits/0/measured").asDouble()).isLessThan(0.85);
    assertThat(gate.at("/limits/1/passed").asBoolean()).isTrue();
    assertThat(gate.at("/dataset/name").asText()).isEqualTo("irises.csv");
    assertThat(gate.at("/dataset/rows").asInt()).isEqualTo(30);
  }

  @Test
  @Order(14)
  void restart_everythingAcknowledged_isThere() {
    Path data = server.data();
    server.process().destroyForcibly().onExit().join();
    server.close();
    server = SluiceServer.start(options().withSystemProperty("sluice.data.dir", data.toString()));
    pusher = new Pusher(server);

    assertThat(pusher.answering(PREDICT)).isEqualTo("20");
    assertThat(pusher.answering(Pusher.version("iris", 2) + "/predict")).isEqualTo("2");
    assertThat(pusher.answering("/api/v1/models/iris/aliases/canary/predict")).isEqualTo("2");
    assertThat(pusher.send("GET", Pusher.version("iris", 3)).statusCode()).isEqualTo(404);
    assertHeld(Pusher.tree(pusher.send("GET", Pusher.version("gated", 2))));
    assertThat(pusher.answering("/api/v1/models/gated/predict")).isEqualTo("1");
    HttpResponse<String> overridden = pusher.override("gated", "canary", 2);
    assertThat(overridden.statusCode()).as(overridden.body()).isEqualTo(201);
    assertThat(pusher.answering("/api/v1/models/gated/aliases/canary/predict")).isEqualTo("2");
    assertThat(pusher.answering("/api/v1/models/gated/predict")).isEqualTo("1");
    JsonNode verdict = Pusher.tree(pusher.send("GET", "/api/v1/audit/verification"));
    assertThat(verdict.toString()).contains("true");
  }

  private static String hex(byte[] bytes) {
    return java.util.HexFormat.of().formatHex(sha256(bytes));
  }

  private static String base64(byte[] bytes) {
    return Base64.getEncoder().encodeToString(sha256(bytes));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
