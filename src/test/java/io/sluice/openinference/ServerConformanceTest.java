package io.sluice.openinference;

import static io.sluice.openinference.Served.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.model.Alias;
import io.sluice.model.Caller;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.Role;
import io.sluice.testing.ServletClient.Answer;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The paths of the protocol, their documents, and the statuses of errors. */
final class ServerConformanceTest {
  private final Served served = new Served();

  @Test
  @Tag("2a.1")
  void serverMetadata_get_hasNameVersionAndExtensions() {
    JsonNode document = json(served.client().get("/v2"));

    assertThat(document.path("name").asText()).isEqualTo("sluice");
    assertThat(document.path("version").asText()).isEqualTo("9.9");
    assertThat(document.path("extensions")).isNotEmpty().allMatch(JsonNode::isTextual);
    assertThat(json(served.client().get("/v2/"))).isEqualTo(document);
  }

  @Test
  @Tag("2a.61")
  void extensions_listed_areTritonsNames() {
    assertThat(json(served.client().get("/v2")).path("extensions"))
        .extracting(JsonNode::asText)
        .isSubsetOf(
            "classification", "model_repository", "binary_tensor_data", "parameters", "statistics");
  }

  @Test
  @Tag("2a.2")
  void serverLive_get_saysLive() {
    assertThat(served.client().get("/v2/health/live").body()).isEqualTo("{\"live\":true}");
  }

  @Test
  @Tag("2a.3")
  void serverReady_get_saysReady() {
    assertThat(served.client().get("/v2/health/ready").body()).isEqualTo("{\"ready\":true}");
  }

  @Test
  @Tag("2a.31")
  void serverReady_productionDoesNotAnswer_isUnavailable() {
    served.registry.alias(
        new ModelName("loading"), Map.of(new Alias("production"), new ModelVersion(1)));

    Answer answer = served.client().get("/v2/health/ready");

    assertThat(answer.status()).isEqualTo(503);
    assertThat(answer.header("Retry-After")).isPresent();
    assertThat(served.client().get("/v2/health/live").status()).isEqualTo(200);
  }

  @Test
  @Tag("2a.4")
  void modelMetadata_get_isAnsweredWithAndWithoutVersion() {
    JsonNode live = json(served.client().get("/v2/models/iris"));
    JsonNode first = json(served.client().get("/v2/models/iris/versions/1"));

    assertThat(live).isEqualTo(first);
    assertThat(live.path("name").asText()).isEqualTo("iris");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v2/models/iris/ready", "/v2/models/iris/versions/1/ready"})
  @Tag("2a.5")
  void modelReady_get_saysNameAndReady(String path) {
    assertThat(served.client().get(path).body()).isEqualTo("{\"name\":\"iris\",\"ready\":true}");
  }

  @Test
  @Tag("2a.7")
  void models_get_listsTheNames() {
    assertThat(json(served.client().get("/v2/models")).path("models"))
        .extracting(JsonNode::asText)
        .contains("iris", "salary", "seq", "loading");
  }

  @Test
  @Tag("2a.20")
  void modelMetadata_tensors_haveNameDatatypeAndShape() {
    assertThat(json(served.client().get("/v2/models/seq")).path("inputs").toString())
        .isEqualTo("[{\"name\":\"seq\",\"datatype\":\"FP32\",\"shape\":[-1,2,-1]}]");
    assertThat(json(served.client().get("/v2/models/salary")).path("inputs").toString())
        .isEqualTo(
            "[{\"name\":\"rank\",\"datatype\":\"BYTES\",\"shape\":[-1,1]},"
                + "{\"name\":\"years\",\"datatype\":\"INT64\",\"shape\":[-1,1]},"
                + "{\"name\":\"score\",\"datatype\":\"FP32\",\"shape\":[-1,1]},"
                + "{\"name\":\"tenured\",\"datatype\":\"BOOL\",\"shape\":[-1,1]},"
                + "{\"name\":\"ref\",\"datatype\":\"BYTES\",\"shape\":[-1,1]}]");
    assertThat(json(served.client().get("/v2/models/iris")).path("outputs").toString())
        .isEqualTo("[{\"name\":\"species\",\"datatype\":\"FP32\",\"shape\":[-1,3]}]");
  }

  @Test
  @Tag("2a.21")
  void modelMetadata_versions_areStrings() {
    assertThat(json(served.client().get("/v2/models/iris")).path("versions").toString())
        .isEqualTo("[\"2\",\"1\"]");
  }

  @Test
  @Tag("2a.22")
  void modelMetadata_platform_isProjectAndFormat() {
    assertThat(json(served.client().get("/v2/models/iris")).path("platform").asText())
        .isEqualTo("deeplearning4j_zip");
  }

  @Test
  @Tag("2a.23")
  void modelMetadata_properties_areTextsThatTellTheOtherWayIn() {
    JsonNode properties = json(served.client().get("/v2/models/iris")).path("properties");

    assertThat(properties).isNotEmpty().allMatch(JsonNode::isTextual);
    assertThat(properties.path("encoded_input").asText())
        .isEqualTo("{\"name\":\"input\",\"datatype\":\"FP32\",\"shape\":[-1,4]}");
    assertThat(properties.path("labels.species").asText())
        .isEqualTo("[\"setosa\",\"versicolor\",\"virginica\"]");
  }

  @ParameterizedTest
  @CsvSource({
    "/v2/models/none, model",
    "/v2/models/none/ready, model",
    "/v2/models/IRIS/ready, model",
    "/v2/models/iris/versions/9, version",
    "/v2/models/iris/versions/0/ready, version",
    "/v2/models/iris/versions/x/ready, version",
    "/v2/models/iris/versions/99999999999999999999, version",
  })
  @Tag("2a.29")
  void anyPath_unknownModelOrVersion_isNotFound(String path, String what) {
    Answer answer = served.client().get(path);

    assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
    assertThat(json(answer).path("error").asText()).contains(what);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/nothing",
        "/v2/models/",
        "/v2/models/iris/",
        "/v2//models",
        "/v2/models/iris/nothing",
        "/v2/health",
        "/v2/models/iris/versions",
        "/v2/%zz",
        "/v2/models/iris;a=b/ready/x",
        "/v2/trace/setting",
        "/v2/logging",
        "/v2/systemsharedmemory/status"
      })
  @Tag("2a.32")
  @Tag("2a.60")
  void anyPath_unknown_isNotFound(String path) {
    Answer answer = served.client().get(path);

    assertThat(answer.status()).as(answer.toString()).isEqualTo(404);
    assertThat(json(answer).path("error").asText()).isEqualTo("There is nothing at this path.");
    assertThat(answer.route()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GET|/v2/models/iris/infer|OPTIONS, POST",
        "POST|/v2/models/iris|GET, HEAD, OPTIONS",
        "DELETE|/v2/models/iris/versions/1/infer|OPTIONS, POST",
        "FOO|/v2|GET, HEAD, OPTIONS",
      })
  @Tag("2a.30")
  void anyPath_otherMethod_isNotAllowed(String method, String path, String allowed) {
    Answer answer = served.client().send(method, path, new byte[0]);

    assertThat(answer.status()).isEqualTo(405);
    assertThat(answer.header("Allow")).hasValue(allowed);
    assertThat(json(answer).path("error").asText()).contains(allowed);
    assertThat(served.client().send("OPTIONS", path, new byte[0]).header("Allow"))
        .hasValue(allowed);
  }

  @Test
  @Tag("2a.1")
  void anyGet_head_saysTheLengthAndNothingElse() {
    Answer get = served.client().get("/v2/models/iris");
    Answer head = served.client().send("HEAD", "/v2/models/iris", new byte[0]);

    assertThat(head.header("Content-Length")).isEqualTo(get.header("Content-Length")).isPresent();
    assertThat(head.bytes()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"loading", "broken"})
  @Tag("2a.31")
  void anyPath_versionNotReady_isUnavailableAndSaysWhenToRetry(String model) {
    String path = "/v2/models/" + model;
    for (String one : new String[] {path, path + "/ready", path + "/versions/1/ready"}) {
      Answer answer = served.client().get(one);

      assertThat(answer.status()).as(answer.toString()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isPresent();
    }
    assertThat(served.client().post(path + "/infer", "{\"inputs\":[]}").status()).isEqualTo(503);
  }

  @Test
  @Tag("2a.33")
  void anyPath_callerWithoutRole_isAskedWhoHeIsOrRefused() {
    Caller nobody = new Caller(Caller.ANONYMOUS, Set.of(), Set.of());
    Caller auditor = new Caller("key:1", EnumSet.of(Role.AUDITOR), Set.of());

    assertThat(served.client(nobody).get("/v2/models/iris").status()).isEqualTo(401);
    assertThat(served.client(auditor).get("/v2/models/iris").status()).isEqualTo(403);
    assertThat(served.client(nobody).get("/v2/health/ready").status()).isEqualTo(200);
    assertThat(served.client(nobody).get("/v2").status()).isEqualTo(200);
  }

  @Test
  @Tag("2a.33")
  void everyRoute_everyRole_isDecidedAsTheTableSays() {
    for (Route route : served.routes()) {
      String path =
          route
              .template()
              .replace("{model}", "none")
              .replace("{version}", "1")
              .replace("{repository}", "other");
      for (Role role : Role.values()) {
        Caller caller = new Caller("key:1", EnumSet.of(role), Set.of());
        int status = served.client(caller).send(route.method(), path, new byte[0]).status();
        boolean refused = route.role() != null && route.role() != role;
        assertThat(status == 403).as(route + " as " + role).isEqualTo(refused);
      }
      Caller nobody = new Caller(Caller.ANONYMOUS, Set.of(), Set.of());
      int status = served.client(nobody).send(route.method(), path, new byte[0]).status();
      assertThat(status == 401).as(route.toString()).isEqualTo(route.role() != null);
    }
    assertThat(served.routes().stream().filter(route -> route.role() == null))
        .extracting(Route::template)
        .containsExactlyInAnyOrder("/v2", "/v2/", "/v2/health/live", "/v2/health/ready");
  }

  @Test
  @Tag("2a.33")
  void anyPath_modelOfAnother_isNotThere() {
    Caller other = new Caller("key:2", EnumSet.of(Role.PREDICT), Set.of(new ModelName("salary")));

    for (String path : new String[] {"", "/ready", "/versions/1", "/versions/1/ready"}) {
      Answer answer = served.client(other).get("/v2/models/iris" + path);
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body()).contains("there is no model 'iris'");
    }
    assertThat(served.client(other).post("/v2/models/iris/infer", "{\"inputs\":[]}").status())
        .isEqualTo(404);
    assertThat(json(served.client(other).get("/v2/models")).path("models").toString())
        .isEqualTo("[\"salary\"]");
  }

  @Test
  @Tag("2a.24")
  void anyError_body_hasErrorAsText() {
    Answer answer = served.client().get("/v2/models/none");

    assertThat(answer.header("Content-Type")).hasValue("application/json");
    assertThat(json(answer).path("error").isTextual()).isTrue();
  }

  @Test
  void routes_all_nameTheTemplateToTheLog() {
    assertThat(served.client().get("/v2/models/iris/versions/1/ready").route())
        .isEqualTo("/v2/models/{model}/versions/{version}/ready");
    assertThat(served.client().get("/v2/models/%69ris/ready").status()).isEqualTo(200);
  }
}
