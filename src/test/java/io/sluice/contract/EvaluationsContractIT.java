package io.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.model.TimeSource;
import io.sluice.testing.SecuredServer;
import io.sluice.testing.ServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a running server answers of evaluations is what the contract says, and is right. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EvaluationsContractIT {
  private static final Contract CONTRACT = Contract.ofSource();
  private static final String MODEL = "/api/v1/models/iris";
  private static final String EVALUATIONS = MODEL + "/versions/1/evaluations";
  private static final String COMPARISONS = MODEL + "/comparisons";
  private static final String SAME = COMPARISONS + "?first=1&second=1";
  private static final String CSV = "text/csv";
  private static final Set<String> OPERATIONS =
      Set.of(
          "evaluateVersion",
          "compareVersions",
          "listEvaluations",
          "getEvaluation",
          "cancelEvaluation");

  private final Set<String> provoked = new TreeSet<>();
  private SecuredServer server;

  @BeforeAll
  void start() {
    server = SecuredServer.start(ServerOptions.defaults());
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void evaluations_theirWholeLife_isAsTheContractSays() throws Exception {
    String rows = irisRows();
    HttpResponse<String> ordered = ask("evaluateVersion", 202, "POST", EVALUATIONS, CSV, rows);
    String self = ordered.headers().firstValue("Location").orElseThrow();
    JsonNode done = done(self);
    assertThat(done.path("state").asText()).as(done.toString()).isEqualTo("DONE");
    assertThat(done.path("rows").asInt()).isEqualTo(150);
    // What predictions one by one come to.
    assertThat(done.at("/report/figures/accuracy").asDouble()).isEqualTo(right(rows) / 150.0);
    assertThat(show(self, CSV)).startsWith("figure,value,lower,upper");
    assertThat(show(self, "text/html")).contains("<svg", "ROC", "Confusion");

    JsonNode same =
        done(
            ask("compareVersions", 202, "POST", SAME, CSV, rows)
                .headers()
                .firstValue("Location")
                .orElseThrow());
    assertThat(same.at("/report/differences/accuracy/value").asDouble()).isZero();
    String listed = ask("listEvaluations", 200, "GET", EVALUATIONS, "", "").body();
    assertThat(listed).contains(done.path("data").path("digest").asText());

    refusals(rows, self);
    Set<String> documented = new TreeSet<>();
    for (String id : OPERATIONS) {
      CONTRACT.operation(id).statuses().forEach(status -> documented.add(id + " " + status));
    }
    documented.removeAll(provoked);
    // Those need an outage, a gigabyte, a limit, or another credential.
    assertThat(documented).allMatch(answer -> answer.matches(".* (400|401|403|413|429|500|503)"));
  }

  private void refusals(String rows, String self) {

    ask("evaluateVersion", 404, "POST", MODEL + "/versions/9/evaluations", CSV, rows);
    ask("evaluateVersion", 405, "PATCH", EVALUATIONS, CSV, rows);
    ask("evaluateVersion", 415, "POST", EVALUATIONS, "text/plain", rows);
    accept("evaluateVersion", "POST", EVALUATIONS, rows);
    ask("compareVersions", 400, "POST", COMPARISONS + "?first=1", CSV, rows);
    ask("compareVersions", 404, "POST", COMPARISONS + "?first=1&second=9", CSV, rows);
    ask("compareVersions", 405, "GET", COMPARISONS, "", "");
    ask("compareVersions", 415, "POST", SAME, "text/plain", rows);
    accept("compareVersions", "POST", SAME, rows);
    ask("listEvaluations", 404, "GET", "/api/v1/models/none/versions/1/evaluations", "", "");
    ask("listEvaluations", 405, "PATCH", EVALUATIONS, "", "");
    accept("listEvaluations", "GET", EVALUATIONS, "");
    ask("getEvaluation", 404, "GET", MODEL + "/evaluations/999999", "", "");
    ask("getEvaluation", 405, "PATCH", self, "", "");
    accept("getEvaluation", "GET", self, "");
    ask("cancelEvaluation", 204, "DELETE", self, "", "");
    ask("cancelEvaluation", 404, "DELETE", MODEL + "/evaluations/x", "", "");
    ask("cancelEvaluation", 405, "PATCH", self, "", "");
    accept("cancelEvaluation", "DELETE", self, "");
  }

  /** Asks until it has ended. */
  private JsonNode done(String self) throws IOException, InterruptedException {
    long until = TimeSource.SYSTEM.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      JsonNode now =
          new ObjectMapper().readTree(ask("getEvaluation", 200, "GET", self, "", "").body());
      if (!now.path("state").asText().equals("RUNNING") || TimeSource.SYSTEM.nanoTime() > until) {
        return now;
      }
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  private int right(String rows) {
    String predicted =
        server.client().post(MODEL + "/predict", CSV, withoutAnswers(rows), "Accept", CSV).body();
    String[] truths = rows.split("\n", -1);
    String[] answers = predicted.split("\r?\n", -1);
    int right = 0;
    for (int row = 1; row <= 150; row++) {
      right += truths[row].endsWith("," + answers[row].split(",", -1)[0]) ? 1 : 0;
    }
    return right;
  }

  private static String withoutAnswers(String rows) {
    return rows.replaceAll(",[a-z]+(?=\n)", "");
  }

  private static String irisRows() throws IOException {
    try (InputStream data =
        Objects.requireNonNull(EvaluationsContractIT.class.getResourceAsStream("/data/iris.csv"))) {
      return new String(data.readAllBytes(), StandardCharsets.UTF_8).replace("\r", "");
    }
  }

  private String show(String self, String accept) {
    return check(
            "getEvaluation", 200, server.client().request(self, "Accept", accept).GET().build())
        .body();
  }

  private HttpResponse<String> ask(
      String operation, int status, String method, String path, String type, String body) {
    HttpRequest.Builder request = server.client().request(path, "X-API-Key", server.adminKey());
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    return check(operation, status, request.method(method, BodyPublishers.ofString(body)).build());
  }

  private void accept(String operation, String method, String path, String body) {
    HttpRequest request =
        server
            .client()
            .request(path, "X-API-Key", server.adminKey(), "Accept", "image/png")
            .header("Content-Type", CSV)
            .method(method, BodyPublishers.ofString(body))
            .build();
    check(operation, 406, request);
  }

  private HttpResponse<String> check(String operation, int status, HttpRequest request) {
    HttpResponse<String> answer = server.client().send(request);
    assertThat(answer.statusCode()).as(request + " " + answer.body()).isEqualTo(status);
    assertThat(AnswerCheck.problems(CONTRACT.operation(operation), answer))
        .as(answer.body())
        .isEmpty();
    provoked.add(operation + " " + status);
    return answer;
  }
}
