package io.sluice.openinference;

import static io.sluice.openinference.Served.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.deployment.Residencies;
import io.sluice.model.Caller;
import io.sluice.model.ModelName;
import io.sluice.model.Role;
import io.sluice.registry.ModelRegistry;
import io.sluice.testing.ModelFolders;
import io.sluice.testing.ServletClient.Answer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The extension "model_repository", with a model that is really loaded and unloaded. */
final class RepositoryConformanceTest {
  private static final String CANCER = "/v2/repository/models/breast-cancer";
  @TempDir private static Path models;
  @TempDir private static Path data;
  private static Residencies residencies;
  private static Served served;

  @BeforeAll
  static void boot() {
    ModelFolders.copySample("breast-cancer", models);
    ModelRegistry registry = new ModelRegistry(published -> {}, retired -> {});
    residencies = new Residencies(registry, models, data);
    served = new Served(registry, residencies.residency());
  }

  @AfterAll
  static void stop() {
    residencies.close();
  }

  @Test
  @Tag("2a.50")
  void index_noBody_isABareArrayOfAllVersions() {
    JsonNode index = json(served.client().post("/v2/repository/index", ""));

    assertThat(index.isArray()).isTrue();
    assertThat(entry(index, "breast-cancer").toString())
        .isEqualTo(
            "{\"name\":\"breast-cancer\",\"version\":\"1\",\"state\":\"READY\",\"reason\":\"\"}");
    assertThat(entry(index, "breast-cancer").path("state").asText()).isEqualTo("READY");
    assertThat(entry(index, "loading").path("state").asText()).isEqualTo("LOADING");
    assertThat(entry(index, "broken").path("state").asText()).isEqualTo("UNAVAILABLE");
    assertThat(entry(index, "broken").path("reason").asText()).isEqualTo("its file is missing");
    assertThat(index).extracting(one -> one.path("name").asText()).contains("iris", "seq");
  }

  @Test
  @Tag("2a.51")
  void index_readyOnly_leavesTheOthersOut() {
    JsonNode ready = json(served.client().post("/v2/repository/index", "{\"ready\":true}"));
    JsonNode all = json(served.client().post("/v2/repository/index", "{\"ready\":false}"));

    assertThat(ready).allMatch(one -> one.path("state").asText().equals("READY"));
    assertThat(all.size()).isGreaterThan(ready.size());
  }

  @Test
  @Tag("2a.52")
  void unloadAndLoad_model_takesItOutOfServiceAndBack() {
    Answer unloaded = served.client().post(CANCER + "/unload", "");
    assertThat(unloaded.status()).as(unloaded.toString()).isEqualTo(200);
    assertThat(unloaded.bytes()).isEmpty();

    assertThat(served.client().get("/v2/models/breast-cancer/ready").status()).isEqualTo(503);
    assertThat(served.client().get("/v2/health/ready").status()).isEqualTo(200);
    JsonNode gone = entry(json(served.client().post("/v2/repository/index", "")), "breast-cancer");
    assertThat(gone.path("state").asText()).isEqualTo("UNAVAILABLE");
    assertThat(gone.path("reason").asText()).isEqualTo("unloaded");
    assertThat(served.client().post(CANCER + "/unload", "{\"parameters\":{}}").status())
        .isEqualTo(200);

    Answer loaded = served.client().post(CANCER + "/load", "{}");
    assertThat(loaded.status()).as(loaded.toString()).isEqualTo(200);
    assertThat(loaded.bytes()).isEmpty();
    assertThat(served.client().get("/v2/models/breast-cancer/ready").status()).isEqualTo(200);
    assertThat(served.client().post(CANCER + "/load", "").status()).isEqualTo(200);
    assertThat(residencies.audited())
        .contains("model.unload system breast-cancer", "model.load system breast-cancer");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"parameters\":{\"config\":\"{}\"}}",
        "{\"parameters\":{\"config\":\"{}\",\"file:1/model.onnx\":\"AAAA\"}}",
        "{\"parameters\":{\"file:1/model.zip\":\"AAAA\"}}",
      })
  @Tag("2a.53")
  void load_otherFilesOrConfiguration_isNotImplementedAndSaysWhatIs(String body) {
    Answer answer = served.client().post(CANCER + "/load", body);

    assertThat(answer.status()).isEqualTo(501);
    assertThat(json(answer).path("error").asText()).contains("are pushed, by PUT");
  }

  @ParameterizedTest
  @CsvSource({"true,200", "false,200", "1,400", "'\"x\"',400"})
  @Tag("2a.54")
  void unload_dependents_isATruthValue(String value, int status) {
    assertThat(
            served
                .client()
                .post(
                    "/v2/repository/models/seq/unload",
                    "{\"parameters\":{\"unload_dependents\":" + value + "}}")
                .status())
        .isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/repository/index",
        CANCER + "/load",
        CANCER + "/unload",
        "/v2/repository/other/models/iris/load"
      })
  @Tag("2a.55")
  void anyPath_get_isNotAllowed(String path) {
    assertThat(served.client().get(path).status()).isEqualTo(405);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v2/repository/other/index",
        "/v2/repository/other/models/iris/load",
        "/v2/repository/other/models/iris/unload"
      })
  @Tag("2a.56")
  void anyPath_repositoryName_isNotImplemented(String path) {
    assertThat(served.client().post(path, "").status()).isEqualTo(501);
  }

  @Test
  @Tag("2a.57")
  void anyPath_perVersion_isNotThere() {
    assertThat(served.client().post("/v2/repository/models/iris/versions/1/load", "").status())
        .isEqualTo(404);
  }

  @Test
  @Tag("2a.29")
  void loadAndUnload_unknownModel_isNotFound() {
    for (String action : new String[] {"load", "unload"}) {
      assertThat(served.client().post("/v2/repository/models/none/" + action, "").status())
          .isEqualTo(404);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{", "{\"ready\":1}", "x"})
  @Tag("2a.28")
  void index_bodyOfOtherForm_isRefused(String body) {
    assertThat(served.client().post("/v2/repository/index", body).status()).isEqualTo(400);
  }

  @Test
  @Tag("2a.33")
  void anyPath_withoutModelAdmin_isRefused() {
    Caller reader = new Caller("key:1", EnumSet.of(Role.PREDICT), Set.of());
    Caller owner = new Caller("key:2", EnumSet.of(Role.MODEL_ADMIN), Set.of(new ModelName("seq")));

    for (String path :
        new String[] {"/v2/repository/index", CANCER + "/load", CANCER + "/unload"}) {
      assertThat(served.client(reader).post(path, "").status()).isEqualTo(403);
    }
    assertThat(served.client(owner).post(CANCER + "/unload", "").status()).isEqualTo(404);
    assertThat(json(served.client(owner).post("/v2/repository/index", "")))
        .allMatch(one -> one.path("name").asText().equals("seq"));
  }

  private static JsonNode entry(JsonNode index, String name) {
    for (JsonNode one : index) {
      if (one.path("name").asText().equals(name)) {
        return one;
      }
    }
    throw new AssertionError(name + " is not in " + index);
  }
}
