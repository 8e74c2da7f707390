package io.sluice.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.testing.ServerOptions;
import io.sluice.testing.SluiceClient;
import io.sluice.testing.SluiceServer;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real server with twelve threads for requests, whose slow model lets four of them wait. */
final class OverloadIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String DIGITS = "/api/v1/models/digits/predict";
  private static final String IRIS =
      "/api/v1/models/iris/predict"
          + "?sepal_length=5.1&sepal_width=3.5&petal_length=1.4&petal_width=0.2";
  private static final int FLOOD = 24;
  private static final int CALLS = 60;
  private static SluiceServer server;

  @BeforeAll
  static void start() {
    server =
        SluiceServer.start(
            ServerOptions.defaults()
                .withArguments("--maxhttpthreads", "12")
                .withSystemProperty("sluice.model.digits.engine", "deeplearning4j")
                .withSystemProperty("sluice.model.digits.max-waiting", "4")
                .withSystemProperty("sluice.predict.max-waiting-all", "12")
                .withSystemProperty("sluice.model.digits.queue-timeout", "PT1S"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void flood_ofOneModel_isRefusedInTheContractsWordsAndStarvesNoOther() throws Exception {
    SluiceClient client = server.client();
    String body = digits(8);
    AtomicBoolean flooding = new AtomicBoolean(true);
    ExecutorService callers = Executors.newFixedThreadPool(FLOOD);
    Set<Integer> statuses = Collections.synchronizedSet(new TreeSet<>());
    try {
      List<Future<?>> flood = new ArrayList<>();
      for (int i = 0; i < FLOOD; i++) {
        flood.add(
            callers.submit(
                () -> {
                  while (flooding.get()) {
                    HttpResponse<String> answer = client.postJson(DIGITS, body);
                    statuses.add(answer.statusCode());
                    if (answer.statusCode() != 200) {
                      assertOverloaded(answer);
                    }
                  }
                  return null;
                }));
      }
      while (!statuses.contains(429) || !statuses.contains(200)) {
        assertThat(flood).noneMatch(Future::isDone);
        Thread.onSpinWait();
      }
      for (int i = 0; i < CALLS; i++) {
        assertThat(client.get(IRIS).statusCode()).isEqualTo(200);
      }
      flooding.set(false);
      for (Future<?> caller : flood) {
        caller.get();
      }
    } finally {
      flooding.set(false);
      callers.shutdownNow();
    }

    assertThat(statuses).containsExactly(200, 429);
    assertThat(client.postJson(DIGITS, body).statusCode()).isEqualTo(200);
    assertThat(client.get("/metrics?scope=application").body())
        .containsPattern("refused_total\\{model=\"digits\".*reason=\"queue_full\"} [1-9]")
        .containsPattern("refused_total\\{model=\"iris\".*reason=\"queue_full\"} 0\n")
        .containsPattern("sluice_predictions_queued\\{model=\"digits\".*} 0\n");
  }

  @Test
  void post_deadlineThatPassesWhileTheBodyIsRead_isNotComputed() throws Exception {
    // Ten thousand images take longer than a millisecond to read.
    HttpResponse<String> answer =
        server
            .client()
            .post(DIGITS, "application/json", digits(10_000), "X-Request-Deadline-Ms", "1");

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(503);
    assertThat(JSON.readTree(answer.body()).path("type").textValue())
        .isEqualTo("urn:sluice:problem:deadline-exceeded");
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("1");
  }

  @Test
  void get_deadlineThatCanBeMet_isAnswered() {
    assertThat(server.client().get(IRIS, "X-Request-Deadline-Ms", "60000").statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "600001", "soon"})
  void get_deadlineThatIsNone_isInvalidParameterThatNamesTheHeader(String deadline)
      throws Exception {
    HttpResponse<String> answer = server.client().get(IRIS, "X-Request-Deadline-Ms", deadline);

    assertThat(answer.statusCode()).isEqualTo(400);
    JsonNode problem = JSON.readTree(answer.body());
    assertThat(problem.path("type").textValue()).isEqualTo("urn:sluice:problem:invalid-parameter");
    assertThat(problem.at("/errors/0/pointer").textValue()).isEqualTo("/X-Request-Deadline-Ms");
  }

  private static void assertOverloaded(HttpResponse<String> answer) throws Exception {
    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValue("Connection")).isEmpty();
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    assertThat(Integer.parseInt(answer.headers().firstValue("Retry-After").orElseThrow()))
        .isPositive();
    assertThat(JSON.readTree(answer.body()).path("type").textValue())
        .isEqualTo("urn:sluice:problem:overloaded");
  }

  private static String digits(int rows) {
    String row = "{\"image\":[" + String.join(",", Collections.nCopies(64, "7")) + "]}";
    return "{\"instances\":[" + String.join(",", Collections.nCopies(rows, row)) + "]}";
  }
}
