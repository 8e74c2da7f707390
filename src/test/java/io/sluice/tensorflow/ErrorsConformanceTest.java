package io.sluice.tensorflow;

import static io.sluice.tensorflow.Protocol.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.model.Caller;
import io.sluice.model.OverloadException;
import io.sluice.model.Role;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.registry.VersionStatus;
import io.sluice.testing.ServletClient.Answer;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes wrong, and how that is told. */
final class ErrorsConformanceTest {
  private static final String ONE = "{'instances':[1]}";
  private static Protocol protocol;

  @BeforeAll
  static void start() {
    protocol = Protocol.withModels();
    protocol.registry().record(VersionStatus.loading(Protocol.id("loading", 1)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"POST|half:predict|{}", "POST|half:explain|{}", "GET|none|''", "PUT|half|''"})
  @Sentence(41)
  void error_ofAnyKind_isOneMemberWithASentence(String method, String path, String body) {
    Answer answer = protocol.send(Caller.SYSTEM, method, "/v1/models/" + path, body);

    JsonNode error = json(answer).path("error");
    assertThat(error.isTextual()).isTrue();
    assertThat(error.asText()).isNotBlank().doesNotContain("Exception", "io.sluice");
    assertThat(answer.headers()).containsEntry("Content-Type", "application/json");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[",
        "nul",
        "{'instances':[1]",
        "{'instances':[1]}}",
        "{'instances':[1,]}",
        "{'instances':[1e999]}",
        "{'instances':[1001]}",
        "{'instances':[[[[[[[[[1]]]]]]]]]}"
      })
  @Sentence(42)
  void invalidArgument_is400(String body) {
    assertThat(protocol.post("/v1/models/half:predict", body).status()).isEqualTo(400);
  }

  @Test
  @Sentence({43, 44})
  void caller_unknownOrWithoutRole_is401Or403() {
    String path = "/v1/models/half:predict";
    assertThat(protocol.send(Caller.NOBODY, "POST", path, ONE).status()).isEqualTo(401);
    Caller auditor = new Caller("key:1", Set.of(Role.AUDITOR), Set.of());
    assertThat(protocol.send(auditor, "POST", path, ONE).status()).isEqualTo(403);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "none",
        "none/versions/1",
        "half/versions/9",
        "half/versions/0",
        "half/versions/99999999999",
        "half/labels/none",
        "Half",
        "a.b"
      })
  @Sentence({45, 58})
  void modelVersionOrLabel_unknown_is404(String path) {
    assertThat(protocol.get("/v1/models/" + path).status()).isEqualTo(404);
    assertThat(protocol.get("/v1/models/" + path + "/metadata").status()).isEqualTo(404);
    assertThat(protocol.post("/v1/models/" + path + ":predict", ONE).status()).isEqualTo(404);
    assertThat(protocol.post("/v1/models/" + path + ":classify", ONE).status()).isEqualTo(404);
  }

  @ParameterizedTest
  @CsvSource({
    "TOO_MANY_REQUESTS, 429",
    "PREDICTION_FAILED, 500",
    "VERSION_NOT_READY, 503",
    "OVERLOADED, 503",
    "DEADLINE_EXCEEDED, 504",
    "BODY_TOO_LARGE, 413",
  })
  @Sentence({47, 49, 51, 52})
  void failure_ofEachKind_hasItsStatus(Kind kind, int status) {
    ServingException failure =
        switch (kind) {
          case TOO_MANY_REQUESTS, OVERLOADED, DEADLINE_EXCEEDED ->
              new OverloadException(kind, "not now", 2);
          default -> new ServingException(kind, "it failed");
        };
    Protocol own =
        Protocol.empty()
            .publish(
                "failing",
                1,
                Protocol.half(),
                inputs -> {
                  throw failure;
                });

    Answer answer = own.post("/v1/models/failing:predict", ONE);

    assertThat(answer.status()).isEqualTo(status);
    assertThat(answer.header("Retry-After").isPresent()).isEqualTo(status == 429 || status == 503);
  }

  @Test
  @Sentence(50)
  void explain_isNotImplemented() {
    Answer answer = protocol.post("/v1/models/half:explain", ONE);

    assertThat(answer.status()).isEqualTo(501);
    assertThat(answer.body()).contains("Explanations are not implemented");
    assertThat(protocol.post("/v1/models/none:explain", ONE).status()).isEqualTo(501);
  }

  @Test
  @Sentence(51)
  void version_notReady_isUnavailable() {
    assertThat(protocol.post("/v1/models/loading:predict", ONE).status()).isEqualTo(503);
    assertThat(protocol.post("/v1/models/loading/versions/1:predict", ONE).status()).isEqualTo(503);
    assertThat(protocol.get("/v1/models/loading/metadata").status()).isEqualTo(503);
    assertThat(protocol.get("/v1/models/loading/versions/1/metadata").status()).isEqualTo(503);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{'instances':[[1,2]]}", "{'inputs':[[1,2]]}", "{'instances':[[]]}"})
  @Sentence(55)
  void shape_wrong_is400(String body) {
    assertThat(protocol.post("/v1/models/half:predict", body).status()).isEqualTo(400);
    assertThat(protocol.post("/v1/models/image:predict", body).status()).isEqualTo(400);
  }

  @Test
  @Sentence(55)
  void shape_notAlikeInAllRows_is400() {
    String body = "{'instances':[[[1,2],[1,2]],[[1,2,3],[1,2,3]]]}";
    assertThat(protocol.post("/v1/models/sequence:predict", body).body()).contains("one shape");
    body = "{'inputs':[[[1,2],[1,2]],[[1,2,3],[1,2,3]]]}";
    assertThat(protocol.post("/v1/models/sequence:predict", body).body()).contains("ragged");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "SERVING_DEFAULT", "classification", "encoded"})
  @Sentence(56)
  void signature_unknownOrForAnotherVerb_is400(String name) {
    for (String form :
        new String[] {
          "{'signature_name':'%s','instances':[1]}", "{'instances':[1],'signature_name':'%s'}"
        }) {
      Answer answer = protocol.post("/v1/models/half:predict", form.formatted(name));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("signature");
    }
    String flower = "{'signature_name':'classification','instances':[[1,2,3,4]]}";
    assertThat(protocol.post("/v1/models/iris:predict", flower).body())
        .contains("not for :predict");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /v1/models/half",
    "GET, /v1/models/half:predict",
    "PUT, /v1/models/half:predict",
    "DELETE, /v1/models/half",
    "POST, /v1/models/half/metadata",
    "HEAD, /v1/models/half",
    "OPTIONS, /v1/models/half:predict",
    "POST, /v1/models",
    "GET, /v1",
    "GET, /v1/",
    "GET, /v1/model/half",
    "POST, /v1/models/half:predicted",
    "POST, /v1/models/half:predict/",
    "POST, /v1/models/:predict",
    "FOO, /v1/models",
  })
  @Sentence(57)
  void method_thatThePathDoesNotTake_is400(String method, String path) {
    assertThat(protocol.send(Caller.SYSTEM, method, path, ONE).status()).isEqualTo(400);
  }

  @Test
  @Sentence(60)
  void cors_isNotSpoken() {
    Answer answer =
        protocol.send(Caller.SYSTEM, "GET", "/v1/models/half", "", "Origin", "https://other.test");
    assertThat(answer.headers().keySet()).noneMatch(name -> name.startsWith("Access-Control"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "x", "600001"})
  void deadline_wrong_is400(String deadline) {
    Answer answer =
        protocol.post("/v1/models/half:predict", ONE, "X-Request-Deadline-Ms", deadline);
    assertThat(answer.status()).isEqualTo(400);
  }
}
