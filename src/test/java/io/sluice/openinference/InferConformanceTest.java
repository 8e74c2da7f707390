package io.sluice.openinference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.model.TimeSource;
import io.sluice.testing.ServletClient.Answer;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Inference in JSON: request, answer, data, parameters. */
final class InferConformanceTest {
  private static final String IMAGE =
      "{\"name\":\"image\",\"shape\":[1,1,2,2],\"datatype\":\"FP32\",\"data\":[1,2.5,3,4]}";
  private final Served served = new Served();

  @Test
  @Tag("2a.6")
  void infer_withAndWithoutVersion_isAnswered() {
    String request = "{\"inputs\":[" + IMAGE + "]}";

    Answer live = served.client().post("/v2/models/image/infer", request);
    Answer pinned = served.client().post("/v2/models/image/versions/1/infer", request);

    assertThat(live.status()).isEqualTo(200);
    assertThat(live.body()).isEqualTo(pinned.body());
    assertThat(live.header("Content-Type")).hasValue("application/json");
    assertThat(pinned.route()).isEqualTo("/v2/models/{model}/versions/{version}/infer");
  }

  @Test
  @Tag("2a.13")
  void infer_unversioned_isAnsweredByTheLiveVersionWhichIsNamed() {
    JsonNode answer = served.infer("iris", "{\"inputs\":[" + encoded("[6,3,4,1]") + "]}");

    assertThat(answer.path("model_name").asText()).isEqualTo("iris");
    assertThat(answer.path("model_version").asText()).isEqualTo("2");
    assertThat(
            served
                .infer("iris/versions/1", "{\"inputs\":[" + encoded("[6,3,4,1]") + "]}")
                .path("model_version")
                .asText())
        .isEqualTo("1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"42", "", "a \\\" \\u00e9 \\ud83d\\ude00 \\n", "é"})
  @Tag("2a.8")
  void infer_idGiven_isEchoed(String id) {
    JsonNode answer = served.infer("image", "{\"id\":\"" + id + "\",\"inputs\":[" + IMAGE + "]}");

    assertThat(answer.path("id").asText())
        .isEqualTo(
            id.replace("\\\"", "\"")
                .replace("\\u00e9", "é")
                .replace("\\ud83d\\ude00", "😀")
                .replace("\\n", "\n"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"7", "null", "{}", "\"\\ud800\"", "[\"a\"]"})
  @Tag("2a.8")
  void infer_idThatIsNoText_isRefused(String id) {
    assertThat(served.refusal("image", "{\"id\":" + id + ",\"inputs\":[" + IMAGE + "]}"))
        .isNotEmpty();
  }

  @Test
  @Tag("2a.8")
  void infer_noId_hasNone() {
    assertThat(served.infer("image", "{\"inputs\":[" + IMAGE + "]}").has("id")).isFalse();
  }

  @Test
  @Tag("2a.9")
  void infer_parameters_mayBeTextNumberAndTruth() {
    assertThat(
            served
                .infer(
                    "image",
                    "{\"parameters\":{\"a\":\"b\",\"c\":1.5,\"d\":true,\"triton_x\":1},\"inputs\":["
                        + IMAGE.replace("\"data\"", "\"parameters\":{\"z\":1},\"data\"")
                        + "],\"outputs\":[{\"name\":\"echo\",\"parameters\":{\"y\":\"\"}}]}")
                .path("outputs"))
        .hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "\"a\"", "{\"a\":{}}", "{\"a\":[1]}", "{\"a\":null}"})
  @Tag("2a.9")
  void infer_parametersOfOtherForm_areRefused(String parameters) {
    assertThat(
            served.refusal(
                "image", "{\"parameters\":" + parameters + ",\"inputs\":[" + IMAGE + "]}"))
        .startsWith("/parameters");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"inputs\":{}}", "{\"inputs\":[]}", "{\"inputs\":[1]}", "[]", "1"})
  @Tag("2a.10")
  void infer_noInputs_isRefused(String request) {
    assertThat(served.refusal("image", request)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"name", "shape", "datatype", "data"})
  @Tag("2a.11")
  void infer_inputWithoutMember_isRefused(String member) {
    String input = IMAGE.replace("\"" + member + "\"", "\"other\"");

    assertThat(served.refusal("image", "{\"inputs\":[" + input + "]}"))
        .contains("an input needs")
        .contains(member);
  }

  @Test
  @Tag("2a.11")
  void infer_membersInAnyOrder_areTheSame() {
    String turned =
        "{\"data\":[1,2.5,3,4],\"datatype\":\"FP32\",\"shape\":[1,1,2,2],\"name\":\"image\"}";

    assertThat(served.infer("image", "{\"outputs\":[],\"inputs\":[" + turned + "],\"x\":[{}]}"))
        .isEqualTo(served.infer("image", "{\"inputs\":[" + IMAGE + "]}"));
  }

  @Test
  @Tag("2a.12")
  void infer_noOutputs_givesAll() {
    JsonNode outputs = served.infer("pair", pair("")).path("outputs");

    assertThat(outputs)
        .extracting(output -> output.path("name").asText())
        .containsExactly("species", "output");
  }

  @Test
  @Tag("2a.12")
  void infer_outputs_givesThoseInTheirOrder() {
    JsonNode outputs =
        served
            .infer("pair", pair(",\"outputs\":[{\"name\":\"output\"},{\"name\":\"species\"}]"))
            .path("outputs");

    assertThat(outputs)
        .extracting(output -> output.path("name").asText())
        .containsExactly("output", "species");
    assertThat(served.infer("pair", pair(",\"outputs\":[{\"name\":\"output\"}]")).path("outputs"))
        .hasSize(1);
    assertThat(served.refusal("pair", pair(",\"outputs\":[{\"name\":\"none\"}]")))
        .isEqualTo("/outputs/0: the model has no output 'none'");
    assertThat(
            served.refusal(
                "pair", pair(",\"outputs\":[{\"name\":\"output\"},{\"name\":\"output\"}]")))
        .contains("twice");
    assertThat(served.refusal("pair", pair(",\"outputs\":[{}]"))).contains("needs a name");
  }

  @Test
  @Tag("2a.14")
  void infer_answer_hasNameVersionAndOutputs() {
    assertThat(
            served
                .client()
                .post("/v2/models/image/infer", "{\"id\":\"7\",\"inputs\":[" + IMAGE + "]}")
                .body())
        .isEqualTo(
            "{\"model_name\":\"image\",\"model_version\":\"1\",\"id\":\"7\",\"outputs\":["
                + "{\"name\":\"echo\",\"datatype\":\"FP32\",\"shape\":[1,1,2,2],"
                + "\"data\":[1,2.5,3,4]}]}");
  }

  @Test
  @Tag("2a.15")
  void infer_nestedOrFlatData_isTheSame() {
    String nested = IMAGE.replace("[1,2.5,3,4]", "[[[[1,2.5],[3,4]]]]");

    assertThat(served.infer("image", "{\"inputs\":[" + nested + "]}"))
        .isEqualTo(served.infer("image", "{\"inputs\":[" + IMAGE + "]}"));
  }

  @Test
  @Tag("2a.16")
  void infer_batch_isCoveredByShapeAndData() {
    JsonNode answer =
        served.infer(
            "seq",
            "{\"inputs\":[{\"name\":\"seq\",\"shape\":[2,2,3],\"datatype\":\"FP32\","
                + "\"data\":[1,2,3,4,5,6,7,8,9,10,11,12]}]}");

    assertThat(answer.at("/outputs/0/shape").toString()).isEqualTo("[2,2,3]");
    assertThat(answer.at("/outputs/0/data")).hasSize(12);
    assertThat(answer.at("/outputs/0/data/6").floatValue()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[1,2,3]",
        "[1,2,3,4,5]",
        "[[1,2],[3]]",
        "[[1,2],[3,4]]",
        "[[[[1,2]],[[3,4]]]]",
        "[]",
        "4",
        "[[[[1,2],[3,4]]],[]]"
      })
  @Tag("2a.17")
  void infer_countOtherThanTheShape_isRefused(String data) {
    assertThat(served.refusal("image", "{\"inputs\":[" + IMAGE.replace("[1,2.5,3,4]", data) + "]}"))
        .contains("'image' has the shape [1,1,2,2], but its data is");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[-1,1,2,2]",
        "[1,1,2,2.5]",
        "[1,1,2,\"2\"]",
        "[4294967297,1,2,2]",
        "[1,1,2,1e300]",
        "{}",
        "[65536,65536,65536]",
        "[2147483647,2147483647,2147483647,2147483647]",
        "[1,1,2]",
        "[]",
        "[0,1,2,2]",
        "[1,1,1,1,1,1,1,1,1,1,1]",
        "4",
      })
  @Tag("2a.17")
  void infer_shapeThatCannotBe_isRefused(String shape) {
    assertThat(served.refusal("image", "{\"inputs\":[" + IMAGE.replace("[1,1,2,2]", shape) + "]}"))
        .isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "BOOL|[true,false,1,0]|[true,false,true,false]",
        "UINT8|[0,255,1.0]|[0,255,1]",
        "UINT16|[0,65535]|[0,65535]",
        "UINT32|[0,4294967040]|[0,4294967040]",
        "UINT64|[0,18446742974197923840]|[0,9223372036854775807]",
        "INT8|[-128,127]|[-128,127]",
        "INT16|[-32768,32767]|[-32768,32767]",
        "INT32|[-2147483648,16777216]|[-2147483648,16777216]",
        "INT64|[-9223372036854775808,3]|[-9223372036854775808,3]",
        "FP16|[0.5,-2]|[0.5,-2]",
        "BF16|[0.5,-2]|[0.5,-2]",
        "FP32|[0.1,1e-30]|[0.1,1E-30]",
        "FP64|[0.1,1e-30]|[0.1,1E-30]",
      })
  @Tag("2a.18")
  void infer_everyDatatype_isTakenAndGiven(String type, String sent, String given) {
    String request = typed(type, sent);

    Answer answer =
        served
            .client()
            .post("/v2/models/type-" + type.toLowerCase(Locale.ROOT) + "/infer", request);

    assertThat(answer.body()).contains("\"datatype\":\"" + type + "\"");
    assertThat(answer.body()).endsWith("\"data\":" + given + "}]}");
  }

  @Test
  @Tag("2a.18")
  void infer_bytes_areTextsInJson() {
    JsonNode answer = served.infer("salary", salary("\"Prof\"", "20"));

    assertThat(answer.at("/outputs/0/data/0").floatValue()).isEqualTo(1 + 20 + 1.5f + 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "UINT8|[256]", "INT8|[1.5]", "INT32|[true]", "FP32|[\"1\"]", "BOOL|[2]", "BOOL|[\"true\"]",
        "UINT64|[-1]", "FP32|[{}]", "FP32|[true]", "INT64|[null]", "FP64|[1e400]", "FP32|[NaN]",
        "FP32|[Infinity]", "FP32|[null]", "FP16|[-Infinity]",
      })
  @Tag("2a.19")
  void infer_elementThatIsNotOfItsType_isRefused(String type, String data) {
    assertThat(served.refusal("type-" + type.toLowerCase(Locale.ROOT), typed(type, data)))
        .startsWith("/inputs/0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"INT64", "UINT8", "FP64", "BOOL", "FP16"})
  @Tag("2a.19")
  void infer_otherNumericType_isCoerced(String type) {
    String data = type.equals("BOOL") ? "[true,false,true,true]" : "[1,0,1,1]";
    String input = IMAGE.replace("FP32", type).replace("[1,2.5,3,4]", data);

    assertThat(
            served.infer("image", "{\"inputs\":[" + input + "]}").at("/outputs/0/data").toString())
        .isEqualTo("[1,0,1,1]");
  }

  @Test
  @Tag("2a.19")
  void infer_typeThatIsNone_isRefused() {
    assertThat(served.refusal("image", "{\"inputs\":[" + IMAGE.replace("FP32", "FLOAT") + "]}"))
        .isEqualTo("/inputs/0/datatype: 'FLOAT' is no datatype");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "-Infinity", "null"})
  @Tag("2a.25")
  void infer_valueThatIsNotFinite_isReadAndHeldAgainstTheModel(String value) {
    assertThat(served.refusal("image", "{\"inputs\":[" + IMAGE.replace("2.5", value) + "]}"))
        .startsWith("/inputs/0/data/1: 'image' holds")
        .endsWith("which is no finite float32");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{\"inputs\":[",
        "{\"inputs\":[]} x",
        "nul",
        "{\"inputs\":[{\"data\":[01]}]}",
        "{'inputs':[]}",
        "\u0000",
        "{\"inputs\":[NAN]}",
        "{\"a\":\"\n\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":1,}",
        "[1,]",
        "{\"a\" 1}",
        "\ufeff",
        "{\"inputs\":[{\"data\":[1 2]}]}",
      })
  @Tag("2a.28")
  void infer_bodyThatIsNoJson_isRefused(String body) {
    assertThat(served.refusal("image", body)).startsWith("the body");
  }

  @Test
  @Tag("2a.28")
  void infer_nestedTooDeep_isRefused() {
    assertThat(served.refusal("image", "[".repeat(100_000 - 1)))
        .isEqualTo("the body nests deeper than 8 levels");
  }

  @ParameterizedTest
  @CsvSource({
    "application/json,200", "application/json; charset=utf-8,200", "APPLICATION/JSON,200",
    "application/x-www-form-urlencoded,200", "text/plain,415", "application/xml,415",
    "application/json;charset=latin1,415", "multipart/form-data; boundary=x,415", "'',415",
  })
  @Tag("2a.34")
  void infer_mediaType_isJsonOrBytes(String type, int status) {
    assertThat(
            served
                .client()
                .post(
                    "/v2/models/image/infer", "{\"inputs\":[" + IMAGE + "]}", "Content-Type", type)
                .status())
        .isEqualTo(status);
  }

  @Test
  @Tag("2a.35")
  void infer_bodyTooLarge_isRefusedByLengthAndWhileRead() {
    String large = " ".repeat((int) Served.MOST) + "{}";

    assertThat(served.client().post("/v2/models/image/infer", large).status()).isEqualTo(413);
    assertThat(
            served
                .client()
                .post("/v2/models/image/infer", large, "Transfer-Encoding", "chunked")
                .status())
        .isEqualTo(413);
  }

  @Test
  @Tag("2a.36")
  void infer_timeout_isTheSoonerOfBothDeadlines() {
    String request = "{\"parameters\":{\"timeout\":5000000},\"inputs\":[" + IMAGE + "]}";

    served.infer("image", request);
    assertThat(secondsLeft()).isBetween(1.0, 5.0);
    served.client().post("/v2/models/image/infer", request, "X-Request-Deadline-Ms", "1000");
    assertThat(secondsLeft()).isLessThanOrEqualTo(1);
    served.client().post("/v2/models/image/infer", request, "X-Request-Deadline-Ms", "60000");
    assertThat(secondsLeft()).isBetween(1.0, 5.0);
    served.infer("image", request.replace("5000000", "0"));
    assertThat(served.image.lastDeadline().isNone()).isTrue();
    assertThat(served.refusal("image", request.replace("5000000", "-1")))
        .contains("'timeout' must be a whole number");
    assertThat(served.refusal("image", request.replace("5000000", "\"5\"")))
        .contains("'timeout' must be a whole number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"sequence_id\":7|400", "\"sequence_id\":\"a\"|400", "\"sequence_id\":0|200",
        "\"sequence_id\":\"\"|200", "\"sequence_start\":true|400", "\"sequence_start\":false|200",
        "\"sequence_end\":true|400", "\"priority\":1|200", "\"priority\":-1|400",
        "\"priority\":\"x\"|400", "\"headers\":\"a\"|200", "\"binary_data_output\":1|400",
      })
  @Tag("2a.37")
  void infer_reservedParameters_areObeyedOrRefused(String parameter, int status) {
    assertThat(
            served
                .client()
                .post(
                    "/v2/models/image/infer",
                    "{\"parameters\":{" + parameter + "},\"inputs\":[" + IMAGE + "]}")
                .status())
        .isEqualTo(status);
  }

  @Test
  @Tag("2a.38")
  void infer_classification_givesTheHighestAsTexts() {
    JsonNode output =
        served
            .infer(
                "iris",
                "{\"inputs\":["
                    + encoded("[6,3,4,1]")
                    + "],\"outputs\":[{\"name\":\"species\",\"parameters\":{\"classification\":2}}]}")
            .at("/outputs/0");

    assertThat(output.toString())
        .isEqualTo(
            "{\"name\":\"species\",\"datatype\":\"BYTES\",\"shape\":[1,2],"
                + "\"data\":[\"0.625:2:virginica\",\"0.25:1:versicolor\"]}");
  }

  @Test
  @Tag("2a.38")
  void infer_classificationOfUnlabelledRow_hasNoLabels() {
    JsonNode answer =
        served.infer(
            "type-fp32",
            typed("FP32", "[1,3,2]")
                .replace(
                    "}]}",
                    "}],\"outputs\":[{\"name\":\"echo\",\"parameters\":{\"classification\":9}}]}"));

    assertThat(answer.at("/outputs/0/shape").toString()).isEqualTo("[1,3]");
    assertThat(answer.at("/outputs/0/data").toString()).isEqualTo("[\"3:1\",\"2:2\",\"1:0\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1.5", "\"3\"", "true"})
  @Tag("2a.38")
  void infer_classificationOfNoNumber_isRefused(String classes) {
    assertThat(
            served.refusal(
                "iris",
                "{\"inputs\":["
                    + encoded("[6,3,4,1]")
                    + "],\"outputs\":[{\"name\":\"species\",\"parameters\":{\"classification\":"
                    + classes
                    + "}}]}"))
        .contains("'classification' must be a whole number, at least 1");
  }

  @Test
  @Tag("2a.38")
  void infer_classificationOfAnImage_isRefused() {
    assertThat(
            served.refusal(
                "image",
                "{\"inputs\":["
                    + IMAGE
                    + "],\"outputs\":[{\"name\":\"echo\",\"parameters\":{\"classification\":1}}]}"))
        .contains("'echo' is no row of values");
  }

  @Test
  void infer_fieldsOrEncodedColumns_areTheSame() {
    JsonNode fields =
        served.infer(
            "iris",
            "{\"inputs\":["
                + field("sepal_length", "6")
                + ","
                + field("sepal_width", "3")
                + ","
                + field("petal_length", "4")
                + ","
                + field("petal_width", "1")
                + "]}");

    assertThat(fields)
        .isEqualTo(served.infer("iris", "{\"inputs\":[" + encoded("[6,3,4,1]") + "]}"));
  }

  @Test
  void infer_wrongFeatures_areToldAsInJson() {
    assertThat(served.refusal("salary", salary("\"Dean\"", "20")))
        .isEqualTo("/instances/0/rank: 'Dean' is not a known value");
    assertThat(served.refusal("salary", salary("\"Prof\"", "81"))).contains("81 is out of range");
  }

  private double secondsLeft() {
    return served.image.lastDeadline().remaining(TimeSource.SYSTEM.nanoTime()) / 1e9;
  }

  private static String field(String name, String value) {
    return "{\"name\":\"%s\",\"shape\":[1,1],\"datatype\":\"FP32\",\"data\":[%s]}"
        .formatted(name, value);
  }

  private static String encoded(String data) {
    return "{\"name\":\"input\",\"shape\":[1,4],\"datatype\":\"FP32\",\"data\":" + data + "}";
  }

  private static String typed(String type, String data) {
    int count = data.split(",", -1).length;
    return "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,%d],\"datatype\":\"%s\",\"data\":%s}]}"
        .formatted(count, type, data);
  }

  private static String pair(String rest) {
    return "{\"inputs\":[{\"name\":\"a\",\"shape\":[1,2],\"datatype\":\"FP32\",\"data\":[1,2]},"
        + "{\"name\":\"a_1\",\"shape\":[1,2,2],\"datatype\":\"FP32\",\"data\":[1,2,3,4]}]"
        + rest
        + "}";
  }

  private static String salary(String rank, String years) {
    return ("{\"inputs\":[{\"name\":\"rank\",\"shape\":[1,1],\"datatype\":\"BYTES\",\"data\":[%s]},"
            + "{\"name\":\"years\",\"shape\":[1,1],\"datatype\":\"INT64\",\"data\":[%s]},"
            + "{\"name\":\"score\",\"shape\":[1,1],\"datatype\":\"FP32\",\"data\":[1.5]},"
            + "{\"name\":\"tenured\",\"shape\":[1,1],\"datatype\":\"BOOL\",\"data\":[true]},"
            + "{\"name\":\"ref\",\"shape\":[1,1],\"datatype\":\"BYTES\",\"data\":[\"a\"]}]}")
        .formatted(rank, years);
  }
}
