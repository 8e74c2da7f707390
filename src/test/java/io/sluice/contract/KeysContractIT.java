package io.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.testing.SecuredServer;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a running server answers of keys is what the contract says; every answer is provoked. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class KeysContractIT {
  private static final String KEYS = "/api/v1/keys";
  private static final String READER = "{\"label\":\"a reader\",\"roles\":[\"predict\"]}";

  private final SecuredServer server = SecuredServer.shared();
  private final AdminCalls calls = new AdminCalls(server);

  @AfterEach
  void allAreProvoked() {
    Set<String> documented = calls.unprovoked(Set.of("listKeys", "makeKey", "endKey"));
    // Those need an outage, a limit, or another credential: Row37, ApiKeyAuthenticationTest, Row54.
    assertThat(documented).allMatch(answer -> answer.matches(".* (401|403|429|500|503)"));
  }

  @Test
  void keys_lifeOfOne_isAsTheContractSays() throws IOException {
    calls.ask(
        "makeKey", 400, "POST", KEYS, "application/json", "{\"label\":\"x\",\"roles\":[\"root\"]}");
    calls.ask("makeKey", 400, "POST", KEYS, "application/json", "{");
    calls.ask("makeKey", 415, "POST", KEYS, "text/csv", "label");
    calls.ask("makeKey", 413, "POST", KEYS, "application/json", " ".repeat(5_000_000));
    calls.ask("makeKey", 405, "PUT", KEYS, "application/json", READER);
    calls.ask("listKeys", 405, "PATCH", KEYS, "application/json", "");
    HttpResponse<String> made = calls.ask("makeKey", 201, "POST", KEYS, "application/json", READER);
    JsonNode key = new ObjectMapper().readTree(made.body());
    String self = KEYS + "/" + key.path("id").asText();
    assertThat(made.headers().firstValue("Location").orElseThrow()).endsWith(self);
    String text = key.path("key").asText();

    String listed = calls.ask("listKeys", 200, "GET", KEYS, "", "").body();
    assertThat(listed).contains(key.path("id").asText()).doesNotContain(text.substring(21), "hash");
    assertThat(server.client().get("/api/v1/models", "X-API-Key", text).statusCode())
        .isEqualTo(200);

    calls.ask("endKey", 405, "POST", self, "application/json", "");
    calls.ask("endKey", 204, "DELETE", self, "", "");
    calls.ask("endKey", 404, "DELETE", self, "", "");
    assertThat(server.client().get("/api/v1/models", "X-API-Key", text).statusCode())
        .as("at once")
        .isEqualTo(401);
    calls.askForAPicture("listKeys", "GET", KEYS, "application/json", "");
    calls.askForAPicture("makeKey", "POST", KEYS, "application/json", READER);
    calls.askForAPicture("endKey", "DELETE", self, "application/json", "");
  }
}
