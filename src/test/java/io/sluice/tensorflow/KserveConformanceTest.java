package io.sluice.tensorflow;

import static io.sluice.tensorflow.Protocol.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.registry.VersionStatus;
import io.sluice.testing.ServletClient.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What KServe's V1 adds. */
final class KserveConformanceTest {
  private static Protocol protocol;

  @BeforeAll
  static void start() {
    protocol = Protocol.withModels();
    protocol.registry().record(VersionStatus.loading(Protocol.id("loading", 1)));
    protocol.registry().record(VersionStatus.loading(Protocol.id("half", 3)));
  }

  @Test
  @Sentence({59, 61})
  void models_get_listsTheNames() {
    assertThat(protocol.get("/v1/models").body())
        .isEqualTo(
            """
            {"models":["defaults","half","image","iris","loading","pair","salary","sequence",\
            "word"]}""");
    assertThat(Protocol.empty().get("/v1/models").body()).isEqualTo("{\"models\":[]}");
  }

  @ParameterizedTest
  @CsvSource({
    "half, half, true",
    "half/versions/1, half, true",
    "half/labels/stable, half, true",
    "half/versions/3, half, false",
    "loading, loading, false",
  })
  @Sentence(62)
  void model_get_hasNameAndReadyBesideTheStatus(String path, String name, boolean ready) {
    Answer answer = protocol.get("/v1/models/" + path);

    assertThat(json(answer).path("name").asText()).isEqualTo(name);
    assertThat(json(answer).path("ready").asBoolean()).isEqualTo(ready);
    assertThat(json(answer).path("model_version_status")).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({"/v1/models/half:explain", "/v1/models/half/versions/1:explain"})
  @Sentence(63)
  void explain_post_saysThatThereIsNone(String path) {
    assertThat(protocol.post(path, "{'instances':[1]}").status()).isEqualTo(501);
  }

  @Test
  @Sentence(64)
  void inputs_arrayOfInstances_isTheRowForm() {
    String row = "{'a':[1,2],'a_1':[[3,4],[5,6]]}";
    assertThat(
            json(protocol.post("/v1/models/pair:predict", "{'inputs':[" + row + "]}"))
                .path("predictions"))
        .hasSize(1);
    assertThat(protocol.post("/v1/models/iris:predict", "{'inputs':[[1,2,3,4]]}").body())
        .isEqualTo("{\"predictions\":[[0.5,0.25,0.125]]}");
    assertThat(protocol.post("/v1/models/half:predict", "{'inputs':[{'x':1}]}").body())
        .isEqualTo("{\"predictions\":[1]}");
    assertThat(protocol.post("/v1/models/half:predict", "{'inputs':[1]}").body())
        .isEqualTo("{\"outputs\":[1]}");
  }
}
