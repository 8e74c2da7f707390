package io.sluice.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.security.Tokens;
import io.sluice.testing.SecuredServer;
import io.sluice.testing.ServerOptions;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Row 54: every operation of the contract, asked with every kind of credential. What each needs is
 * the contract's {@code x-role}; the answers also keep to the contract.
 */
final class Row54AccessMatrixIT {
  private static final Contract CONTRACT = Contract.ofSource();
  private static final String IRIS =
      "{\"instances\":[{\"sepal_length\":5.1,\"sepal_width\":3.5,\"petal_length\":1.4,"
          + "\"petal_width\":0.2}]}";
  private static SecuredServer server;

  /**
   * Something to send.
   *
   * @param headers names and values by turns
   * @param roles what it is good for; null if it is good for nothing, not even open paths
   */
  private record Credential(String name, List<String> headers, Set<String> roles, boolean known) {
    static Credential none() {
      return new Credential("none", List.of(), Set.of("predict"), false);
    }

    static Credential key(String name, String key, String... roles) {
      return new Credential(name, List.of("X-API-Key", key), Set.of(roles), true);
    }

    static Credential token(String name, String token, String... roles) {
      return new Credential(name, List.of("Authorization", "Bearer " + token), Set.of(roles), true);
    }

    static Credential wrong(String name, String header, String value) {
      return new Credential(name, List.of(header, value), null, false);
    }

    static Credential wrongToken(String name, String token) {
      return wrong(name, "Authorization", "Bearer " + token);
    }

    /** The status that a call must get: 401, 403, or 0 for any that is neither. */
    int decision(String role) {
      if (roles == null) {
        return 401;
      }
      if (role.equals("none") || roles.contains(role)) {
        return 0;
      }
      return known ? 403 : 401;
    }
  }

  @BeforeAll
  static void start() {
    server =
        SecuredServer.start(
            ServerOptions.defaults()
                .withSystemProperty("sluice.security.wrong-credentials-per-minute", "100000"));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  private static List<Credential> credentials() {
    Tokens tokens = server.tokens();
    JsonNode predict = server.makeKey("\"roles\":[\"predict\"]");
    JsonNode revoked = server.makeKey("\"roles\":[\"predict\",\"model-admin\"]");
    assertThat(server.endKey(revoked.path("id").asText(), server.adminKey())).isEqualTo(204);
    long now = Instant.now().getEpochSecond();
    String every = "model-admin";
    return List.of(
        Credential.none(),
        Credential.key("predict key", predict.path("key").asText(), "predict"),
        Credential.key(
            "admin key", server.adminKey(), "predict", "feedback", "model-admin", "auditor"),
        Credential.token("predict token", tokens.rs256(tokens.claims("predict")), "predict"),
        Credential.token(
            "auditor token", tokens.rs256(tokens.claims("auditor", "staff")), "auditor"),
        Credential.token("token of no role", tokens.rs256(tokens.claims("staff"))),
        Credential.wrong("revoked key", "X-API-Key", revoked.path("key").asText()),
        Credential.wrong(
            "wrong secret",
            "X-API-Key",
            server.adminKey().substring(0, 21) + predict.path("key").asText().substring(21)),
        Credential.wrong("no key", "X-API-Key", "admin"),
        Credential.wrong("basic", "Authorization", "Basic YWRtaW46YWRtaW4="),
        Credential.wrongToken("expired", with(tokens, "exp", now - 60)),
        Credential.wrongToken("no exp", with(tokens, "exp", null)),
        Credential.wrongToken("wrong iss", with(tokens, "iss", "https://other.test")),
        Credential.wrongToken("wrong aud", with(tokens, "aud", "other")),
        Credential.wrongToken("no aud", with(tokens, "aud", null)),
        Credential.wrongToken("future nbf", with(tokens, "nbf", now + 300)),
        Credential.wrongToken("HS256", tokens.hs256(tokens.claims(every))),
        Credential.wrongToken("none-alg", tokens.none(tokens.claims(every))),
        Credential.wrongToken("another's key", tokens.stranger(tokens.claims(every))),
        Credential.wrongToken("tampered", tokens.tampered(tokens.claims("predict"), every)));
  }

  private static String with(Tokens tokens, String claim, Object value) {
    Map<String, Object> claims = tokens.claims("predict", "model-admin");
    claims.put(claim, value);
    claims.values().removeIf(one -> one == null);
    return tokens.rs256(claims);
  }

  @Test
  void decisions_everyOperationAndCredential_areRight() {
    List<Credential> credentials = credentials();
    List<String> wrong = new ArrayList<>();
    int decisions = 0;
    for (Operation operation : CONTRACT.operations()) {
      if (!operation.isOurs()) {
        continue;
      }
      String role = operation.node().path("x-role").asText();
      assertThat(role).as(operation.id()).matches("none|predict|feedback|model-admin|auditor");
      for (Credential credential : credentials) {
        for (HttpRequest request : requests(operation, credential)) {
          decisions++;
          HttpResponse<String> answer = server.client().send(request);
          wrong.addAll(problems(operation, credential, role, answer));
        }
      }
    }

    System.getLogger("row54")
        .log(System.Logger.Level.INFO, "row 54: {0} decisions, {1} wrong", decisions, wrong.size());
    assertThat(wrong).isEmpty();
  }

  private static List<String> problems(
      Operation operation, Credential credential, String role, HttpResponse<String> answer) {
    List<String> problems = new ArrayList<>();
    int status = answer.statusCode();
    int decision = status == 401 || status == 403 ? status : 0;
    if (decision != credential.decision(role)) {
      problems.add(
          "%s with %s: %d %s".formatted(operation, credential.name(), status, answer.body()));
    }
    if (!answer.request().method().equals("HEAD")) {
      AnswerCheck.problems(operation, answer).stream()
          .map(problem -> operation + " with " + credential.name() + ": " + problem)
          .forEach(problems::add);
    }
    return problems;
  }

  /**
   * One that asks what can be answered; a second on the other road; nothing that changes a thing.
   */
  private static List<HttpRequest> requests(Operation operation, Credential credential) {
    boolean reads = operation.method().equals("get") || operation.id().startsWith("predict");
    String path =
        operation
            .path()
            .replace("{model}", reads ? "iris" : "nosuch")
            .replace("{version}", reads ? "1" : "999")
            .replace("{alias}", "production")
            .replace("{operation}", "predict_iris")
            .replaceAll("\\{[^}]*}", "0000000000000000");
    List<HttpRequest> requests = new ArrayList<>();
    if (operation.method().equals("get")) {
      requests.add(request(path, credential).GET().build());
      requests.add(request(path, credential).method("HEAD", BodyPublishers.noBody()).build());
    } else if (operation.id().startsWith("predict")) {
      requests.add(json(path, credential, IRIS));
      requests.add(json(path + "?top=1", credential, IRIS));
    } else if (operation.hasBody()) {
      String type = operation.requestContent().keySet().iterator().next();
      requests.add(
          request(path, credential)
              .header("Content-Type", type)
              .method(operation.method().toUpperCase(Locale.ROOT), BodyPublishers.ofString("{"))
              .build());
    } else {
      requests.add(
          request(path, credential)
              .method(operation.method().toUpperCase(Locale.ROOT), BodyPublishers.noBody())
              .build());
    }
    return requests;
  }

  private static HttpRequest json(String path, Credential credential, String body) {
    return request(path, credential)
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString(body))
        .build();
  }

  private static HttpRequest.Builder request(String path, Credential credential) {
    return server.client().request(path, credential.headers().toArray(String[]::new));
  }
}
