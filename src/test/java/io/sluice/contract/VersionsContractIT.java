package io.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.IrisVersions;
import io.sluice.testing.Multipart;
import io.sluice.testing.ServerOptions;
import io.sluice.testing.SluiceServer;
import io.sluice.training.HeldOutRows;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a running server answers of changes is what the contract says; every answer is provoked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class VersionsContractIT {
  private static final Contract CONTRACT = Contract.ofSource();
  private static final String IRIS = "/api/v1/models/iris";
  private static final String VERSIONS = IRIS + "/versions";
  private static final String SECOND = VERSIONS + "/2";
  private static final String CANARY = IRIS + "/aliases/canary";
  private static final String ZIP = "application/zip";
  private static final String JSON = "application/json";
  private static final List<String> PUSHES = List.of("pushVersion", "pushNextVersion");
  private static final List<String> OPERATIONS =
      List.of(
          "pushVersion",
          "pushNextVersion",
          "deleteVersion",
          "setAlias",
          "deleteAlias",
          "rollBack",
          "getHistory",
          "getPush",
          "listAudit",
          "verifyAudit");

  private final Set<String> provoked = new TreeSet<>();
  private SluiceServer server;

  @BeforeAll
  void start() {
    server =
        SluiceServer.start(
            ServerOptions.defaults()
                .withSystemProperty("sluice.intake.max-archive-bytes", "200000")
                .withSystemProperty("sluice.model.iris.alias.pinned", "1"));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void versions_theirWholeLife_isAsTheContractSays() {
    for (String push : PUSHES) {
      refusedPushes(push, push.equals("pushVersion") ? "PUT" : "POST");
    }
    pushes();
    aliases();
    others();

    Set<String> documented = new TreeSet<>();
    for (String id : OPERATIONS) {
      CONTRACT.operation(id).statuses().forEach(status -> documented.add(id + " " + status));
    }
    documented.removeAll(provoked);
    // Those need an outage, a full disk, a limit, or another credential: the tests of the rows.
    assertThat(documented).allMatch(answer -> answer.matches(".* (401|403|429|500|503|507)"));
  }

  private void refusedPushes(String push, String method) {
    String path = method.equals("PUT") ? VERSIONS + "/9" : VERSIONS;
    byte[] archive = IrisVersions.archive(9);
    ask(push, 400, method, path, ZIP, archive, "Content-Digest", "sha-256=x");
    ask(push, 400, method, path + "?dryRun=perhaps", ZIP, archive);
    ask(push, 400, method, path, Multipart.TYPE, new Multipart().json("descriptor", "{}").bytes());
    ask(push, 404, method, path.replace("iris", "IRIS"), ZIP, archive);
    ask(push, 405, "PATCH", path, ZIP, archive);
    ask(push, 406, method, path, ZIP, archive, "Accept", "image/png");
    ask(
        push,
        409,
        method,
        path,
        Multipart.TYPE,
        form(archive, IrisVersions.breakingDescriptor(method.equals("PUT") ? 9 : 2)));
    ask(push, 413, method, path, ZIP, new byte[300_000]);
    ask(push, 415, method, path, "application/pdf", archive);
    ask(push, 415, method, path, ZIP, "no model".getBytes(StandardCharsets.UTF_8));
    ask(push, 422, method, path, ZIP, java.util.Arrays.copyOf(archive, archive.length - 9));
    ask(push, 200, method, path + "?dryRun=true&allowBreaking=true", ZIP, archive);
  }

  private void pushes() {
    byte[] second = IrisVersions.archive(2);
    ask(
        "pushVersion",
        201,
        "PUT",
        SECOND,
        Multipart.TYPE,
        form(second, IrisVersions.descriptor(2)));
    ask("pushVersion", 200, "PUT", SECOND, ZIP, second);
    ask("pushVersion", 409, "PUT", SECOND, ZIP, IrisVersions.archive(3));
    ask("pushNextVersion", 201, "POST", VERSIONS + "?allowBreaking=true", ZIP, second);
    for (String push : PUSHES) {
      String path = push.equals("pushVersion") ? VERSIONS + "/12" : VERSIONS;
      HttpResponse<String> accepted =
          ask(
              push,
              202,
              push.equals("pushVersion") ? "PUT" : "POST",
              path + "?allowBreaking=true",
              ZIP,
              IrisVersions.archive(12),
              "Prefer",
              "respond-async");
      String location = accepted.headers().firstValue("Location").orElseThrow();
      ask("getPush", 200, "GET", location.substring(location.indexOf("/api")), "", new byte[0]);
    }
    ask("getPush", 404, "GET", "/api/v1/pushes/none", "", new byte[0]);
    ask("getPush", 405, "PATCH", "/api/v1/pushes/none", "", new byte[0]);
    ask("getPush", 406, "GET", "/api/v1/pushes/none", "", new byte[0], "Accept", "image/png");
  }

  private void aliases() {
    byte[] two = bytes("{\"version\":\"2\"}");
    ask("setAlias", 201, "PUT", CANARY, JSON, two);
    ask("setAlias", 200, "PUT", CANARY, JSON, bytes("{\"version\":\"1\"}"));
    ask("setAlias", 400, "PUT", CANARY, JSON, bytes("{\"version\":2}"));
    ask("setAlias", 400, "PUT", CANARY, JSON, two, "If-Match", "x");
    ask("setAlias", 404, "PUT", CANARY, JSON, bytes("{\"version\":\"77\"}"));
    ask("setAlias", 405, "PATCH", CANARY, JSON, two);
    ask("setAlias", 406, "PUT", CANARY, JSON, two, "Accept", "image/png");
    ask("setAlias", 409, "PUT", IRIS + "/aliases/pinned", JSON, two);
    ask("setAlias", 412, "PUT", CANARY, JSON, two, "If-Match", "\"999\"");
    ask("setAlias", 413, "PUT", CANARY, JSON, new byte[5_000_000]);
    ask("setAlias", 415, "PUT", CANARY, "text/csv", two);
    gates();
    ask("deleteVersion", 405, "PATCH", SECOND, "", new byte[0]);
    ask("deleteVersion", 406, "DELETE", SECOND, "", new byte[0], "Accept", "image/png");
    ask("deleteVersion", 409, "DELETE", VERSIONS + "/1", "", new byte[0]);
    ask("deleteAlias", 400, "DELETE", CANARY, "", new byte[0], "If-Match", "x");
    ask("deleteAlias", 405, "PATCH", CANARY, "", new byte[0]);
    ask("deleteAlias", 406, "DELETE", CANARY, "", new byte[0], "Accept", "image/png");
    ask("deleteAlias", 409, "DELETE", IRIS + "/aliases/pinned", "", new byte[0]);
    ask("deleteAlias", 412, "DELETE", CANARY, "", new byte[0], "If-Match", "\"999\"");
    ask("deleteAlias", 204, "DELETE", CANARY, "", new byte[0]);
    ask("deleteAlias", 404, "DELETE", CANARY, "", new byte[0]);
    ask("deleteVersion", 204, "DELETE", VERSIONS + "/2", "", new byte[0]);
    ask("deleteVersion", 404, "DELETE", VERSIONS + "/2", "", new byte[0]);
  }

  private void gates() {
    byte[] third = IrisVersions.archive(3);
    String held = IrisVersions.gatedDescriptor(5, null, "accuracy > 1", "latency_p50 < 60s");
    byte[] body =
        new Multipart()
            .part("model", ZIP, third)
            .json("descriptor", held)
            .part("dataset", "text/csv", bytes(HeldOutRows.csv("iris")))
            .bytes();
    String version = VERSIONS + "/5?allowBreaking=true";
    byte[] five = bytes("{\"version\":\"5\"}");
    ask("pushVersion", 200, "PUT", version + "&dryRun=true", Multipart.TYPE, body);
    ask("pushVersion", 422, "PUT", version, Multipart.TYPE, form(third, held));
    assertThat(ask("pushVersion", 201, "PUT", version, Multipart.TYPE, body).body())
        .contains("\"state\":\"HELD\"", "\"passed\":false", "\"rows\":30");
    assertThat(ask("setAlias", 409, "PUT", CANARY, JSON, five).body())
        .contains("urn:sluice:problem:version-held");
    ask("setAlias", 400, "PUT", CANARY + "?overrideGate=perhaps", JSON, five);
    ask("setAlias", 200, "PUT", CANARY + "?overrideGate=true", JSON, five);
  }

  private void others() {
    String rollback = IRIS + "/rollback";
    ask("rollBack", 200, "POST", rollback, "", new byte[0]);
    ask("rollBack", 404, "POST", "/api/v1/models/none/rollback", "", new byte[0]);
    ask("rollBack", 405, "PATCH", rollback, "", new byte[0]);
    ask("rollBack", 406, "POST", rollback, "", new byte[0], "Accept", "image/png");
    ask("rollBack", 409, "POST", "/api/v1/models/salary/rollback", "", new byte[0]);
    read("getHistory", IRIS + "/history", "?limit=0", "/api/v1/models/none/history");
    read("listAudit", "/api/v1/audit", "?limit=0", "/api/v1/audit?model=IRIS");
    ask("verifyAudit", 200, "GET", "/api/v1/audit/verification", "", new byte[0]);
    ask("verifyAudit", 405, "PATCH", "/api/v1/audit/verification", "", new byte[0]);
    ask("verifyAudit", 406, "GET", "/api/v1/audit/verification", "", new byte[0], "Accept", "a/b");
  }

  private void read(String operation, String path, String wrong, String nowhere) {
    ask(operation, 200, "GET", path, "", new byte[0]);
    ask(operation, 400, "GET", path + wrong, "", new byte[0]);
    ask(operation, 404, "GET", nowhere, "", new byte[0]);
    ask(operation, 405, "PATCH", path, "", new byte[0]);
    ask(operation, 406, "GET", path, "", new byte[0], "Accept", "image/png");
  }

  private HttpResponse<String> ask(
      String operation,
      int status,
      String method,
      String path,
      String type,
      byte[] body,
      String... headers) {
    HttpRequest.Builder request =
        server.client().request(path, headers).header("X-API-Key", server.adminKey());
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    HttpResponse<String> answer =
        server
            .client()
            .send(
                request
                    .method(
                        method,
                        body.length == 0
                            ? BodyPublishers.noBody()
                            : BodyPublishers.ofByteArray(body))
                    .build());
    String what = method + " " + path + " " + List.of(headers) + " " + answer.body();
    assertThat(answer.statusCode()).as(what).isEqualTo(status);
    assertThat(AnswerCheck.problems(CONTRACT.operation(operation), answer)).as(what).isEmpty();
    provoked.add(operation + " " + status);
    return answer;
  }

  private static byte[] form(byte[] archive, String descriptor) {
    return new Multipart().part("model", ZIP, archive).json("descriptor", descriptor).bytes();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
