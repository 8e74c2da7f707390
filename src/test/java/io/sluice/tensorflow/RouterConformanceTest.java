package io.sluice.tensorflow;

import static io.sluice.tensorflow.Protocol.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.Caller;
import io.sluice.model.Role;
import io.sluice.testing.ServletClient.Answer;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which paths there are. */
final class RouterConformanceTest {
  private static final String ONE = "{'instances':[1]}";
  private static Protocol protocol;

  @BeforeAll
  static void start() {
    protocol = Protocol.withModels();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/MODELS/half:Predict", "/v1/Models/half/Versions/1:PREDICT"})
  @Sentence(1)
  void router_anyCase_isTheSame(String path) {
    assertThat(protocol.post(path, ONE).body()).isEqualTo("{\"predictions\":[1]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/versions/1", "/versions/2", "/labels/stable", "/labels/production"})
  @Sentence(2)
  void selection_nothingVersionOrLabel_isTaken(String selection) {
    assertThat(protocol.get("/v1/models/half" + selection).status()).isEqualTo(200);
    assertThat(protocol.get("/v1/models/half" + selection + "/metadata").status()).isEqualTo(200);
    assertThat(protocol.post("/v1/models/half" + selection + ":predict", ONE).status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"/labels/stable, 1", "/labels/production, 2", "/versions/1, 1", "'', 2"})
  @Sentence({2, 16})
  void selection_each_reachesItsVersion(String selection, String version) {
    Answer answer = protocol.get("/v1/models/half" + selection + "/metadata");

    assertThat(json(answer).at("/model_spec/version").asText()).isEqualTo(version);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/versions/x", "/versions/-1", "/versions/1.5", "/versions/"})
  @Sentence(3)
  void version_noInteger_isMalformed(String selection) {
    assertThat(protocol.get("/v1/models/half" + selection).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-such.label", "with%20space", "UPPER", "%C3%A9", "a+b"})
  @Sentence(4)
  void label_anythingWithoutSlashAndColon_isLookedUp(String label) {
    assertThat(protocol.get("/v1/models/half/labels/" + label).status()).isEqualTo(404);
    assertThat(protocol.get("/v1/models/half/labels/a/b").status()).isEqualTo(400);
    assertThat(protocol.get("/v1/models/half/labels/a:b").status()).isEqualTo(400);
  }

  @Test
  @Sentence(5)
  void nameAndLabel_percentEncoded_areDecoded() {
    assertThat(protocol.post("/v1/models/h%61lf/labels/st%61ble:predict", ONE).status())
        .isEqualTo(200);
    assertThat(protocol.get("/v1/models/h%zzlf").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/models/half",
        "/v1/models/half/metadata",
        "/v1/models",
        "/v1/models/none",
        "/v1"
      })
  @Sentence(6)
  void type_everyAnswer_isJson(String path) {
    assertThat(protocol.get(path).headers()).containsEntry("Content-Type", "application/json");
  }

  @Test
  @Sentence(6)
  void type_ofTheRequest_isNotAskedFor() {
    Answer answer =
        protocol.post(
            "/v1/models/half:predict", ONE, "Content-Type", "application/x-www-form-urlencoded");

    assertThat(answer.status()).isEqualTo(200);
  }

  @Test
  void routes_everyOne_isRefusedToWhoLacksItsRole() {
    assertThat(protocol.routes().table()).hasSize(19);
    for (Route route : protocol.routes().table()) {
      String path =
          route
              .template()
              .replace("{model}", "half")
              .replace("{version}", "1")
              .replace("{label}", "stable");
      Caller other = new Caller("key:1", EnumSet.complementOf(EnumSet.of(route.role())), Set.of());
      assertThat(protocol.send(other, route.method(), path, ONE).status()).isEqualTo(403);
      assertThat(protocol.send(Caller.NOBODY, route.method(), path, ONE).status()).isEqualTo(401);
    }
  }

  @Test
  void scope_modelOfAnother_isUnknown() {
    Caller caller =
        new Caller("key:1", Set.of(Role.PREDICT), Set.of(Protocol.id("iris", 1).name()));

    for (String path : new String[] {"/v1/models/half", "/v1/models/half/metadata"}) {
      assertThat(protocol.send(caller, "GET", path, "").status()).isEqualTo(404);
    }
    for (String verb : new String[] {":predict", ":classify", ":regress", ":explain"}) {
      assertThat(protocol.send(caller, "POST", "/v1/models/half" + verb, ONE).status())
          .isEqualTo(404);
    }
    assertThat(protocol.send(caller, "GET", "/v1/models", "").body())
        .isEqualTo("{\"models\":[\"iris\"]}");
  }
}
