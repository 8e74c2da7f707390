package io.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.testing.SecuredServer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a running server answers of keys is what the contract says; every answer is provoked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KeysContractIT {
  private static final Contract CONTRACT = Contract.ofSource();
  private static final String KEYS = "/api/v1/keys";
  private static final String READER = "{\"label\":\"a reader\",\"roles\":[\"predict\"]}";

  private final Set<String> provoked = new TreeSet<>();
  private final SecuredServer server = SecuredServer.shared();

  @AfterEach
  void allAreProvoked() {
    Set<String> documented = new TreeSet<>();
    for (String id : Set.of("listKeys", "makeKey", "endKey")) {
      CONTRACT.operation(id).statuses().forEach(status -> documented.add(id + " " + status));
    }
    documented.removeAll(provoked);
    // Those need an outage, a limit, or another credential: Row37, ApiKeyAuthenticationTest, Row54.
    assertThat(documented).allMatch(answer -> answer.matches(".* (401|403|429|500|503)"));
  }

  @Test
  void keys_lifeOfOne_isAsTheContractSays() throws IOException {
    ask("makeKey", 400, "POST", KEYS, "application/json", "{\"label\":\"x\",\"roles\":[\"root\"]}");
    ask("makeKey", 400, "POST", KEYS, "application/json", "{");
    ask("makeKey", 415, "POST", KEYS, "text/csv", "label");
    ask("makeKey", 413, "POST", KEYS, "application/json", " ".repeat(5_000_000));
    ask("makeKey", 405, "PUT", KEYS, "application/json", READER);
    ask("listKeys", 405, "PATCH", KEYS, "application/json", "");
    HttpResponse<String> made = ask("makeKey", 201, "POST", KEYS, "application/json", READER);
    JsonNode key = new ObjectMapper().readTree(made.body());
    String self = KEYS + "/" + key.path("id").asText();
    assertThat(made.headers().firstValue("Location").orElseThrow()).endsWith(self);
    String text = key.path("key").asText();

    String listed = ask("listKeys", 200, "GET", KEYS, "", "").body();
    assertThat(listed).contains(key.path("id").asText()).doesNotContain(text.substring(21), "hash");
    assertThat(server.client().get("/api/v1/models", "X-API-Key", text).statusCode())
        .isEqualTo(200);

    ask("endKey", 405, "POST", self, "application/json", "");
    ask("endKey", 204, "DELETE", self, "", "");
    ask("endKey", 404, "DELETE", self, "", "");
    assertThat(server.client().get("/api/v1/models", "X-API-Key", text).statusCode())
        .as("at once")
        .isEqualTo(401);
    accept("listKeys", "GET", KEYS, "");
    accept("makeKey", "POST", KEYS, READER);
    accept("endKey", "DELETE", self, "");
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
            .header("Content-Type", "application/json")
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
