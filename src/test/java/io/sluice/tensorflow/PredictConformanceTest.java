package io.sluice.tensorflow;

import static io.sluice.tensorflow.Protocol.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.ServletClient.Answer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Predictions in the row form and in the column form. */
final class PredictConformanceTest {
  private static final String IMAGE = "[[[1,2],[3,4]]]";
  private static Protocol protocol;

  @BeforeAll
  static void start() {
    protocol = Protocol.withModels();
  }

  @Test
  @Sentence({14, 16})
  void predict_noSelection_asksTheLiveVersion() {
    assertThat(protocol.post("/v1/models/half:predict", "{'instances':[1,2.5]}").body())
        .isEqualTo("{\"predictions\":[1,2.5]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'signature_name':'serving_default','instances':[1]}",
        "{'instances':[1],'signature_name':'serving_default'}",
        "{'signature_name':'','instances':[1]}",
        "{ 'instances' : [ 1 ] , 'parameters' : {'a':[1]} , 'signature_name' : 'serving_default' }",
      })
  @Sentence(17)
  void signatureName_default_isTakenAnywhere(String body) {
    assertThat(protocol.post("/v1/models/half:predict", body).body())
        .isEqualTo("{\"predictions\":[1]}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "null", "['serving_default']", "{}", "true"})
  @Sentence(17)
  void signatureName_noString_isInvalid(String name) {
    refused("half", "{'signature_name':%s,'instances':[1]}".formatted(name), "/signature_name");
  }

  @Test
  @Sentence({18, 53})
  void predict_bothKeys_isInvalid() {
    refused("half", "{'instances':[1],'inputs':[1]}", "either 'instances' or 'inputs'");
    refused("half", "{'inputs':[1],'instances':[1]}", "either 'instances' or 'inputs'");
    refused("half", "{'instances':[1],'instances':[1]}", "either 'instances' or 'inputs'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{'signature_name':'serving_default'}", "{'instance':[1]}"})
  @Sentence({18, 54})
  void predict_neitherKey_isInvalid(String body) {
    refused("half", body, "either 'instances' or 'inputs'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "{'x':[1]}", "null", "'1'"})
  @Sentence(19)
  void instances_emptyOrNoArray_isInvalid(String instances) {
    refused("half", "{'instances':" + instances + "}", "/instances");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "half|[1,2]|[1,2]",
        "half|[{'x':1},{'x':2}]|[1,2]",
        "image|[" + IMAGE + "]|[[[10,10],[10,10]]]",
        "sequence|[[[1,2,3],[4,5,6]],[[0,0,0],[0,0,1]]]|[[[21,21],[21,21]],[[1,1],[1,1]]]",
        "word|['a','b']|[0,1]",
        "word|[['b']]|[1]",
        "word|[{'word':'b'},{'word':['a']}]|[1,0]",
      })
  @Sentence(20)
  void row_oneInput_isListOfValuesOrNestedLists(String model, String rows, String predictions) {
    assertThat(json(ok(model, "{'instances':" + rows + "}")).path("predictions"))
        .isEqualTo(json(predictions));
  }

  @Test
  @Sentence(21)
  void row_severalInputs_isListOfObjectsWithExactlyTheirNames() {
    String right = "{'a':[1,2],'a_1':[[3,4],[5,6]]}";
    assertThat(json(ok("pair", "{'instances':[" + right + "]}")).at("/predictions/0/output"))
        .isEqualTo(json("[[21,21],[21,21]]"));

    refused("pair", "{'instances':[{'a':[1,2]}]}", "'a_1' is missing");
    refused("pair", "{'instances':[{'a':[1,2],'a_1':[[3,4],[5,6]],'c':1}]}", "no input 'c'");
    refused("pair", "{'instances':[{'a':[1,2],'a':[1,2],'a_1':[[3,4],[5,6]]}]}", "comes twice");
    refused("pair", "{'instances':[1]}", "an object");
  }

  @Test
  @Sentence(21)
  void row_features_areObjectsOfValuesOrListsOfOne() {
    String one = "{'rank':'high','years':3}";
    String list = "{'rank':['high'],'years':[3],'ref_bytes':[null]}";
    assertThat(json(ok("salary", "{'instances':[" + one + "," + list + "]}")).path("predictions"))
        .isEqualTo(
            json(
                """
                [{'output':[4],'ref_bytes':{'b64':''}},
                 {'output':[4],'ref_bytes':{'b64':''}}]"""));

    refused("salary", "{'instances':[{'rank':'high','years':[1,2]}]}", "several values");
    refused("salary", "{'instances':[{'rank':'high','years':[]}]}", "an empty array");
    refused("salary", "{'instances':[{'rank':'high','years':[[1]]}]}", "an array of arrays");
    refused("salary", "{'instances':[{'rank':'high','years':81}]}", "/instances/0/years");
    refused("salary", "{'instances':[{'rank':'middle','years':1}]}", "not a known value");
  }

  @Test
  @Sentence(22)
  void row_dimensionZero_isTheNumberOfInstances() {
    assertThat(
            json(ok("image", "{'instances':[" + IMAGE + "," + IMAGE + "," + IMAGE + "]}"))
                .path("predictions"))
        .hasSize(3);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "half|3|[3]",
        "half|[3,4]|[3,4]",
        "image|[" + IMAGE + "]|[[[10,10],[10,10]]]",
        "word|'''b'''|[1]",
        "word|['b','a']|[1,0]",
        "word|[['b'],['a']]|[1,0]",
        "half|{'x':[3]}|[3]",
      })
  @Sentence({23, 29})
  void column_oneInput_isBareValueOrList(String model, String inputs, String outputs) {
    assertThat(json(ok(model, "{'inputs':" + inputs + "}")).path("outputs"))
        .isEqualTo(json(outputs));
  }

  @Test
  @Sentence({24, 30})
  void column_severalInputs_isObjectOfAll() {
    Answer answer =
        ok("pair", "{'inputs':{'a':[[1,2],[0,0]],'a_1':[[[3,4],[5,6]],[[0,0],[0,1]]]}}");
    assertThat(json(answer))
        .isEqualTo(
            json(
                """
                {'outputs':{'species':[[0.5,0.25,0.125],[0.5,0.25,0.125]],
                 'output':[[[21,21],[21,21]],[[1,1],[1,1]]]}}"""));

    refused("pair", "{'inputs':{'a':[[1,2]]}}", "'a_1' is missing");
    refused("pair", "{'inputs':{'a':[[1,2]],'a_1':[[[3,4],[5,6]]],'c':[1]}}", "no input 'c'");
    refused("pair", "{'inputs':{}}", "/inputs");
    refused("pair", "{'inputs':1}", "/inputs");
  }

  @Test
  @Sentence(24)
  void column_features_areOneListEach() {
    Answer answer = ok("salary", "{'inputs':{'rank':['low','high'],'years':[[1],[2]]}}");
    assertThat(json(answer))
        .isEqualTo(json("{'outputs':{'output':[[1],[3]],'ref_bytes':[{'b64':''},{'b64':''}]}}"));
  }

  @Test
  @Sentence(25)
  void column_batchesThatDiffer_areRefusedForOurNetworksHaveOneBatch() {
    refused("pair", "{'inputs':{'a':[[1,2]],'a_1':[[[3,4],[5,6]],[[3,4],[5,6]]]}}", "first axis");
  }

  @Test
  @Sentence({26, 31})
  void row_oneOutput_isUnnamedAndScalarsAreNotWrapped() {
    assertThat(ok("half", "{'instances':[2]}").body()).isEqualTo("{\"predictions\":[2]}");
    assertThat(ok("iris", "{'instances':[[1,2,3,4]]}").body())
        .isEqualTo("{\"predictions\":[[0.5,0.25,0.125]]}");
  }

  @Test
  @Sentence({27, 28})
  void row_severalOutputs_areObjectsOneForEachInstance() {
    String row = "{'a':[1,2],'a_1':[[3,4],[5,6]]}";
    assertThat(json(ok("pair", "{'instances':[" + row + "," + row + "]}")).path("predictions"))
        .hasSize(2)
        .allSatisfy(
            one ->
                assertThat(one)
                    .isEqualTo(json("{'species':[0.5,0.25,0.125],'output':[[21,21],[21,21]]}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'instances':[{'dense_input':[1,2.5]}]}",
        "{'signature_name':'encoded','instances':[[1,2.5]]}",
        "{'signature_name':'encoded','instances':[{'dense_input':[1,2.5]}]}",
        "{'instances':[{'dense_input':[1,2.5]}],'signature_name':'encoded'}",
      })
  void row_encodedColumns_areTakenInPlaceOfFeatures(String body) {
    assertThat(ok("salary", body).body()).isEqualTo("{\"predictions\":[[3.5]]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'inputs':{'dense_input':[[1,2.5]]}}",
        "{'signature_name':'encoded','inputs':[[1,2.5]]}",
      })
  void column_encodedColumns_areTakenInPlaceOfFeatures(String body) {
    assertThat(ok("salary", body).body()).isEqualTo("{\"outputs\":[[3.5]]}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'instances':[{'dense_input':[1]}]}",
        "{'instances':[{'dense_input':[1,'high']}]}",
        "{'instances':[{'dense_input':[1,2],'years':3}]}",
        "{'instances':[{'dense_input':[1,2]},{}]}",
        "{'instances':[{'dense_input':[1,2]},{'rank':'low','years':3}]}",
        "{'instances':[{'dense_input':[1,NaN]}]}",
        "{'inputs':{'dense_input':[[1,2]],'years':[3]}}",
        "{'instances':[['low',2]],'signature_name':'encoded'}",
        "{'signature_name':'encoded','instances':[['low',2]]}",
      })
  void encodedColumns_wrong_areRefused(String body) {
    refused("salary", body, "");
  }

  private static Answer ok(String model, String body) {
    Answer answer = protocol.post("/v1/models/" + model + ":predict", body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    return answer;
  }

  private static void refused(String model, String body, String why) {
    Answer answer = protocol.post("/v1/models/" + model + ":predict", body);
    assertThat(answer.status()).as(answer.body()).isEqualTo(400);
    assertThat(answer.body()).contains(why);
  }
}
