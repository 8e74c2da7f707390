package io.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.model.TimeSource;
import io.sluice.testing.SecuredServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a running server answers of evaluations is what the contract says, and is right. */
final class EvaluationsContractIT {
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

  private final SecuredServer server = SecuredServer.shared();
  private final AdminCalls calls = new AdminCalls(server);

  @Test
  void evaluations_theirWholeLife_isAsTheContractSays() throws Exception {
    String rows = irisRows();
    HttpResponse<String> ordered =
        calls.ask("evaluateVersion", 202, "POST", EVALUATIONS, CSV, rows);
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
            calls
                .ask("compareVersions", 202, "POST", SAME, CSV, rows)
                .headers()
                .firstValue("Location")
                .orElseThrow());
    assertThat(same.at("/report/differences/accuracy/value").asDouble()).isZero();
    String listed = calls.ask("listEvaluations", 200, "GET", EVALUATIONS, "", "").body();
    assertThat(listed).contains(done.path("data").path("digest").asText());

    refusals(rows, self);
    Set<String> documented = calls.unprovoked(OPERATIONS);
    // Those need an outage, a gigabyte, a limit, or another credential.
    assertThat(documented).allMatch(answer -> answer.matches(".* (400|401|403|413|429|500|503)"));
  }

  private void refusals(String rows, String self) {
    calls.ask("evaluateVersion", 404, "POST", MODEL + "/versions/9/evaluations", CSV, rows);
    calls.ask("evaluateVersion", 405, "PATCH", EVALUATIONS, CSV, rows);
    calls.ask("evaluateVersion", 415, "POST", EVALUATIONS, "text/plain", rows);
    calls.askForAPicture("evaluateVersion", "POST", EVALUATIONS, CSV, rows);
    calls.ask("compareVersions", 400, "POST", COMPARISONS + "?first=1", CSV, rows);
    calls.ask("compareVersions", 404, "POST", COMPARISONS + "?first=1&second=9", CSV, rows);
    calls.ask("compareVersions", 405, "GET", COMPARISONS, "", "");
    calls.ask("compareVersions", 415, "POST", SAME, "text/plain", rows);
    calls.askForAPicture("compareVersions", "POST", SAME, CSV, rows);
    calls.ask("listEvaluations", 404, "GET", "/api/v1/models/none/versions/1/evaluations", "", "");
    calls.ask("listEvaluations", 405, "PATCH", EVALUATIONS, "", "");
    calls.askForAPicture("listEvaluations", "GET", EVALUATIONS, CSV, "");
    calls.ask("getEvaluation", 404, "GET", MODEL + "/evaluations/999999", "", "");
    calls.ask("getEvaluation", 405, "PATCH", self, "", "");
    calls.askForAPicture("getEvaluation", "GET", self, CSV, "");
    calls.ask("cancelEvaluation", 204, "DELETE", self, "", "");
    calls.ask("cancelEvaluation", 404, "DELETE", MODEL + "/evaluations/x", "", "");
    calls.ask("cancelEvaluation", 405, "PATCH", self, "", "");
    calls.askForAPicture("cancelEvaluation", "DELETE", self, CSV, "");
  }

  /** Asks until it has ended. */
  private JsonNode done(String self) throws IOException, InterruptedException {
    long until = TimeSource.SYSTEM.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (true) {
      JsonNode now =
          new ObjectMapper().readTree(calls.ask("getEvaluation", 200, "GET", self, "", "").body());
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
    return calls
        .check("getEvaluation", 200, server.client().request(self, "Accept", accept).GET().build())
        .body();
  }
}
