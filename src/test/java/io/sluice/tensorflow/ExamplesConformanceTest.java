package io.sluice.tensorflow;

import static io.sluice.tensorflow.Protocol.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.ServletClient.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes and numbers for examples. */
final class ExamplesConformanceTest {
  private static final String FLOWER =
      "'sepal_length':1,'sepal_width':2,'petal_length':[3],'petal_width':[4]";
  private static Protocol protocol;

  @BeforeAll
  static void start() {
    protocol = Protocol.withModels();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/versions/1"})
  @Sentence({15, 32, 34, 35})
  void classify_examples_giveLabelsAndScoresUnderResults(String selection) {
    Answer answer =
        protocol.post(
            "/v1/models/iris" + selection + ":classify",
            "{'examples':[{" + FLOWER + "},{" + FLOWER + "}]}");

    assertThat(answer.body())
        .isEqualTo(
            """
            {"results":[[["setosa",0.5],["versicolor",0.25],["virginica",0.125]],\
            [["setosa",0.5],["versicolor",0.25],["virginica",0.125]]]}""");
  }

  @Test
  @Sentence({15, 34, 36})
  void regress_examples_giveNumbersUnderResults() {
    assertThat(
            regress("{'examples':[{'rank':'high','years':3},{'rank':['low'],'years':[2.5]}]}")
                .body())
        .isEqualTo("{\"results\":[4,2.5]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"'signature_name':'regression',", "'signature_name':'serving_default',", ""})
  @Sentence(32)
  void signatureName_ofTheMethodOrDefault_isTaken(String name) {
    assertThat(regress("{" + name + "'examples':[{'rank':'high','years':3}]}").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"'encoded'", "'none'", "1"})
  @Sentence({32, 56})
  void signatureName_ofAnotherMethod_isInvalid(String name) {
    refused("{'signature_name':" + name + ",'examples':[{'rank':'high','years':3}]}", "signature");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "{}", "1", "null", "[1]", "['x']", "[[1]]", "[null]"})
  @Sentence(32)
  void examples_noNonEmptyArrayOfObjects_isInvalid(String examples) {
    refused("{'examples':" + examples + "}", "/examples");
  }

  @Test
  @Sentence(32)
  void examples_missingOrTwice_isInvalid() {
    refused("{}", "'examples' is missing");
    refused("{'examples':[{'rank':'low','years':1}],'examples':[]}", "comes twice");
    refused("{'examples':[{'rank':'low'}]}", "/examples/0/years");
    refused("{'examples':[{'rank':'low','years':1,'x':2}]}", "/examples/0/x");
    refused("[]", "the body must be an object");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'context':{'rank':'high'},'examples':[{'years':3},{'years':1}]}|[4,2]",
        "{'examples':[{'years':3},{'years':1}],'context':{'rank':['high']}}|[4,2]",
        "{'context':{'rank':{'b64':'aGlnaA=='}},'examples':[{'years':3}]}|[4]",
        "{'context':{'rank':'high','years':1},'examples':[{},{'years':3,'rank':'low'}]}|[2,3]",
        "{'context':{},'examples':[{'rank':'low','years':3}]}|[3]",
        "{'context':{'rank':null},'examples':[{'rank':'low','years':3}]}|[3]",
      })
  @Sentence(33)
  void context_features_holdForAllExamples(String body, String results) {
    assertThat(json(regress(body)).path("results")).isEqualTo(json(results));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'context':1,'examples':[{'rank':'low','years':3}]}|/context",
        "{'context':{'x':1},'examples':[{'rank':'low','years':3}]}|/context/x",
        "{'context':{'rank':['low','high']},'examples':[{'years':3}]}|/context/rank",
        "{'context':{'rank':[]},'examples':[{'years':3}]}|/context/rank",
        "{'context':{'rank':[['low']]},'examples':[{'years':3}]}|/context/rank",
        "{'context':{'rank':{'b65':''}},'examples':[{'years':3}]}|/context/rank",
        "{'context':{'rank':{}},'examples':[{'years':3}]}|/context/rank",
        "{'context':{'rank':1},'examples':[{'years':3}]}|/examples/0/rank",
        "{'context':{'rank':'low','rank':'low'},'examples':[{'years':3}]}|comes twice",
        "{'context':{},'context':{},'examples':[{'rank':'low','years':3}]}|comes twice",
        "{'context':{'years':99},'examples':[{'rank':'low'}]}|out of range",
      })
  @Sentence(33)
  void context_wrong_isInvalid(String body, String why) {
    refused(body, why);
  }

  @Test
  @Sentence(33)
  void context_behindExamplesOfManyBlocks_holdsForThem() {
    String space = " ".repeat(100_000);
    assertThat(regress("{'examples':[{'years':3}" + space + "],'context':{'rank':'high'}}").body())
        .isEqualTo("{\"results\":[4]}");
  }

  @Test
  @Sentence({32, 33})
  void tensors_areFlatListsOfAllElements() {
    assertThat(
            json(protocol.post(
                    "/v1/models/pair:classify",
                    "{'context':{'a_1':[3,4,5,6]},'examples':[{'a':[1,2]},{'a':[0,0]}]}"))
                .path("results"))
        .hasSize(2);
    assertThat(
            protocol
                .post(
                    "/v1/models/pair:classify",
                    "{'context':{'a_1':[3,4,5]},'examples':[{'a':[1,2]}]}")
                .body())
        .contains("/examples/0/a_1");
    assertThat(
            protocol
                .post(
                    "/v1/models/pair:classify",
                    "{'context':{'a_1':['x'],'a':true},'examples':[{}]}")
                .status())
        .isEqualTo(400);
  }

  @Test
  @Sentence({15, 56})
  void method_thatTheModelHasNot_isInvalid() {
    String body = "{'examples':[{'x':1}]}";
    assertThat(protocol.post("/v1/models/half:classify", body).status()).isEqualTo(400);
    assertThat(protocol.post("/v1/models/half:regress", body).body())
        .contains("tensorflow/serving/regress");
    assertThat(protocol.post("/v1/models/half:regress", body).status()).isEqualTo(400);
  }

  private static Answer regress(String body) {
    return protocol.post("/v1/models/salary:regress", body);
  }

  private static void refused(String body, String why) {
    Answer answer = regress(body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains(why);
  }
}
