package io.sluice.tensorflow;

import static io.sluice.tensorflow.Protocol.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.registry.Lease;
import io.sluice.registry.VersionStatus;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Where versions stand, and what they take. */
final class StatusConformanceTest {
  private static Protocol protocol;

  @BeforeAll
  static void start() {
    protocol = Protocol.withModels();
  }

  @Test
  @Sentence({7, 8})
  void status_ofVersion_hasTheFormWithVersionAsString() {
    JsonNode answer = json(protocol.get("/v1/models/half/versions/1"));

    assertThat(answer.path("model_version_status"))
        .isEqualTo(
            json(
                """
                [{'version':'1','state':'AVAILABLE',
                  'status':{'error_code':'OK','error_message':''}}]"""));
    assertThat(answer.at("/model_version_status/0/version").isTextual()).isTrue();
  }

  @Test
  @Sentence(9)
  void status_everyState_isOneOfTheProtocol() {
    Protocol own = Protocol.empty();
    for (int version = 1; version <= 6; version++) {
      own.publish("m", version, Protocol.half());
    }
    own.registry().record(VersionStatus.loading(Protocol.id("m", 7)));
    own.registry().record(VersionStatus.loading(Protocol.id("m", 5)).held("the gate holds it"));
    own.registry().record(VersionStatus.loading(Protocol.id("m", 4)).failed("no network in it"));
    own.registry().retire(Protocol.id("m", 3));
    try (Lease lease = own.registry().lease(Protocol.id("m", 2))) {
      own.registry().retire(lease.id());

      assertThat(states(own))
          .isEqualTo(
              "7 LOADING OK, 6 AVAILABLE OK, 5 START FAILED_PRECONDITION,"
                  + " 4 END UNKNOWN, 3 END OK, 2 UNLOADING OK, 1 AVAILABLE OK");
    }
    assertThat(states(own)).contains("2 END OK");
    assertThat(own.get("/v1/models/m/versions/4").body()).contains("no network in it");
  }

  private static String states(Protocol own) {
    StringBuilder states = new StringBuilder();
    for (JsonNode one : json(own.get("/v1/models/m")).path("model_version_status")) {
      states.append(states.length() == 0 ? "" : ", ");
      states.append(one.path("version").asText()).append(' ').append(one.path("state").asText());
      states.append(' ').append(one.at("/status/error_code").asText());
    }
    return states.toString();
  }

  @Test
  @Sentence(10)
  void status_noSelection_tellsAllVersions() {
    JsonNode all = json(protocol.get("/v1/models/half")).path("model_version_status");

    assertThat(all.findValuesAsText("version")).containsExactly("2", "1");
  }

  @Test
  @Sentence({11, 12})
  void metadata_default_hasSpecAndDoubledSignatureDef() {
    JsonNode answer = json(protocol.get("/v1/models/half/versions/1/metadata"));

    assertThat(answer.path("model_spec"))
        .isEqualTo(json("{'name':'half','signature_name':'','version':'1'}"));
    JsonNode def = answer.at("/metadata/signature_def/signature_def/serving_default");
    assertThat(def.path("method_name").asText()).isEqualTo("tensorflow/serving/predict");
    assertThat(def.path("inputs").has("x")).isTrue();
    assertThat(def.path("outputs").has("y")).isTrue();
  }

  @Test
  @Sentence(13)
  void metadata_tensor_hasTypeShapeAndName() {
    JsonNode defs = defs("pair");

    assertThat(defs.at("/serving_default/inputs/a_1"))
        .isEqualTo(
            json(
                """
                {'dtype':'DT_FLOAT','tensor_shape':{'dim':[{'size':'-1','name':''},
                 {'size':'2','name':''},{'size':'2','name':''}],'unknown_rank':false},
                 'name':'a_1:0'}"""));
  }

  @Test
  @Sentence(13)
  void metadata_features_areTensorsOfOneColumn() {
    JsonNode inputs = defs("salary").at("/serving_default/inputs");

    assertThat(inputs.findValuesAsText("dtype"))
        .containsExactly("DT_STRING", "DT_FLOAT", "DT_STRING");
    assertThat(inputs.at("/rank/tensor_shape/dim/1/size").asText()).isEqualTo("1");
    assertThat(defs("salary").at("/serving_default/outputs/ref_bytes/dtype").asText())
        .isEqualTo("DT_STRING");
    assertThat(defs("salary").at("/encoded/inputs/dense_input/tensor_shape/dim/1/size").asText())
        .isEqualTo("2");
  }

  @Test
  @Sentence({11, 15})
  void metadata_classesAndQuantities_haveTheirMethods() {
    assertThat(defs("iris").at("/classification/method_name").asText())
        .isEqualTo("tensorflow/serving/classify");
    assertThat(defs("iris").at("/classification/outputs/scores/tensor_shape/dim/1/size").asText())
        .isEqualTo("3");
    assertThat(defs("iris").has("regression")).isFalse();
    assertThat(defs("salary").at("/regression/method_name").asText())
        .isEqualTo("tensorflow/serving/regress");
    assertThat(defs("salary").has("classification")).isFalse();
    assertThat(defs("half").fieldNames()).toIterable().containsExactly("serving_default");
  }

  private static JsonNode defs(String model) {
    return json(protocol.get("/v1/models/" + model + "/metadata"))
        .at("/metadata/signature_def/signature_def");
  }
}
