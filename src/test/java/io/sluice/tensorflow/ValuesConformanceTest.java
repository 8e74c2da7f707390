package io.sluice.tensorflow;

import static io.sluice.tensorflow.Protocol.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.FieldInfo;
import io.sluice.model.InputField.BooleanField;
import io.sluice.model.InputField.TextField;
import io.sluice.model.ModelSignature;
import io.sluice.model.Task;
import io.sluice.model.testing.SignatureSamples;
import io.sluice.testing.ServletClient.Answer;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How single values look. */
final class ValuesConformanceTest {
  private static Protocol protocol;

  @BeforeAll
  static void start() {
    ModelSignature kinds =
        new ModelSignature(
            Task.REGRESSION,
            List.of(
                new BooleanField(FieldInfo.named("b"), null),
                SignatureSamples.number("n"),
                new TextField(FieldInfo.named("key"), 16, "")),
            List.of(SignatureSamples.salaryOutput()));
    protocol = Protocol.withModels().publish("kinds", 1, kinds);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'instances':[{'b':true,'n':2.5,'key':'k'}]}",
        "{'instances':[[true,2.5,'k']]}",
        "{'instances':[{'b':[true],'n':[2.5],'key':['k']}]}",
      })
  @Sentence(37)
  void values_boolStringAndNumber_areReadInRows(String body) {
    assertThat(json(predict("kinds", body)).path("predictions"))
        .isEqualTo(json("[{'output':[3.5],'key':'k'}]"));
  }

  @Test
  @Sentence(37)
  void values_boolStringAndNumber_areReadInColumns() {
    assertThat(json(predict("kinds", "{'inputs':{'b':[true],'n':[2.5],'key':['k']}}")))
        .isEqualTo(json("{'outputs':{'output':[[3.5]],'key':['k']}}"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'instances':[{'b':1,'n':2,'key':''}]}",
        "{'instances':[{'b':true,'n':'2','key':''}]}",
        "{'instances':[{'b':true,'n':2,'key':5}]}",
        "{'instances':[{'b':true,'n':{},'key':''}]}",
        "{'inputs':{'b':['x'],'n':[1],'key':['']}}",
        "{'inputs':{'b':[true],'n':[true],'key':['']}}",
        "{'inputs':{'b':[true],'n':[null],'key':['']}}",
        "{'inputs':{'b':[true],'n':[{}],'key':['']}}",
        "{'inputs':{'b':[true],'n':[1,[2]],'key':['']}}",
      })
  @Sentence({37, 55})
  void values_ofAnotherKind_areRefused(String body) {
    assertThat(predict("kinds", body).status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'instances':[{'b64':'Yg=='},{'b64':'w6k='}]}|{'predictions':[1,2]}",
        "{'instances':[{'word':{'b64':'Yg=='}}]}|{'predictions':[1]}",
        "{'instances':[[{'b64':'Yg=='}]]}|{'predictions':[1]}",
        "{'inputs':[{'b64':'Yg=='}]}|{'outputs':[1]}",
        "{'inputs':[[{'b64':'Yg=='}]]}|{'outputs':[1]}",
        "{'inputs':{'b64':'Yg=='}}|{'outputs':[1]}",
        "{'inputs':{'word':{'b64':'Yg=='}}}|{'outputs':[1]}",
        "{'inputs':{'word':[[{'b64':'Yg=='}]]}}|{'outputs':[1]}",
      })
  @Sentence(38)
  void b64_in_isText(String body, String answer) {
    assertThat(json(predict("word", body))).isEqualTo(json(answer));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'b64':'?'}",
        "{'b64':1}",
        "{'b64':{'b64':''}}",
        "{'b64':'Yg==','x':1}",
        "{'b65':'Yg=='}",
        "{'b64':'/w=='}",
        "{}",
      })
  @Sentence(38)
  void b64_wrong_isRefused(String value) {
    for (String body :
        new String[] {"{'instances':[%s]}", "{'instances':[[%s]]}", "{'inputs':[[%s]]}"}) {
      assertThat(predict("word", body.formatted(value)).status()).isEqualTo(400);
    }
  }

  @Test
  @Sentence(39)
  void textOutput_whoseNameEndsInBytes_isB64AndAnotherIsNot() {
    String body = "{'instances':[{'rank':'low','years':1,'ref_bytes':{'b64':'w6k='}}]}";
    assertThat(json(predict("salary", body)).at("/predictions/0/ref_bytes"))
        .isEqualTo(json("{'b64':'w6k='}"));
    body = "{'instances':[{'b':true,'n':1,'key':{'b64':'w6k='}}]}";
    assertThat(json(predict("kinds", body)).at("/predictions/0/key").asText()).isEqualTo("\u00e9");
  }

  @ParameterizedTest
  @ValueSource(strings = {"NaN", "Infinity", "-Infinity"})
  @Sentence(40)
  void token_notFinite_isReadAsNumberAndRefusedAsOneThatNoModelMayGet(String token) {
    for (String body :
        new String[] {
          "{'instances':[%s]}",
          "{'instances':[{'x':%s}]}",
          "{'inputs':[1,%s]}",
          "{'inputs':{'x':%s}}"
        }) {
      Answer answer = predict("half", body.formatted(token));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body()).contains("\"rule\":\"finite\"").doesNotContain("not JSON");
    }
    assertThat(predict("half", "{'instances':[Nan]}").body()).contains("not JSON");
  }

  private static Answer predict(String model, String body) {
    return protocol.post("/v1/models/" + model + ":predict", body);
  }
}
