package io.sluice.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.SluiceClient;
import io.sluice.testing.SluiceServer;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Scrapes the real server, which other tests use too: only what a test adds is compared. */
final class MetricsIT {
  private static final String PATH = "/metrics?scope=application";
  private static final String IRIS = "{model=\"iris\",version=\"1\"";
  private static final String SECONDS = "sluice_prediction_duration_seconds";
  private static final String FLOWER =
      "{\"sepal_length\":5.1,\"sepal_width\":3.5,\"petal_length\":1.4,\"petal_width\":0.2}";
  private static final int CALLS = 40;

  private final SluiceClient client = SluiceServer.shared().client();

  @Test
  void scrape_afterManyCalls_hasCountedEachInTrueBuckets() {
    Scrape before = scrape();
    for (int i = 0; i < CALLS; i++) {
      assertThat(predict(FLOWER + "," + FLOWER).statusCode()).isEqualTo(200);
    }
    assertThat(predict("{}").statusCode()).isEqualTo(400);

    Scrape after = scrape();

    String total = "sluice_predictions_total" + IRIS + ",outcome=";
    assertAdded(before, after, total + "\"success\"}", CALLS);
    assertAdded(before, after, total + "\"rejected\"}", 1);
    assertAdded(before, after, "sluice_prediction_rows_total" + IRIS + "}", 2 * CALLS);
    assertAdded(before, after, SECONDS + "_count" + IRIS + "}", CALLS);
    assertAdded(before, after, SECONDS + "_bucket" + IRIS + ",le=\"+Inf\"}", CALLS);
    assertThat(after.value(SECONDS + "_sum" + IRIS + "}"))
        .isGreaterThan(before.value(SECONDS + "_sum" + IRIS + "}"));
    assertThat(after.value("sluice_predictions_in_flight{model=\"iris\"}")).isZero();
  }

  @Test
  void scrape_samples_tellsWhatIsLoadedAndHowItWas() {
    Scrape scrape = scrape();

    assertThat(scrape.value("sluice_models_loaded")).isEqualTo(4);
    assertThat(scrape.value("sluice_versions{state=\"ready\"}")).isEqualTo(4);
    assertThat(scrape.value("sluice_model_loads_total{model=\"iris\",outcome=\"success\"}"))
        .isEqualTo(1);
    assertThat(scrape.value("sluice_model_load_duration_seconds_sum{model=\"iris\"}")).isPositive();
    Map<String, Double> info = scrape.beginning("sluice_model_info" + IRIS);
    assertThat(info).hasSize(1).containsValue(1.0);
    assertThat(info.keySet().iterator().next())
        .matches(".*,digest=\"sha256:[0-9a-f]{64}\",engine=\"plan\"}");
  }

  @Test
  void scrape_afterCallsForModelsThatAreNotThere_hasNoLabelOfTheirs() {
    Scrape before = scrape();
    assertThat(client.get("/api/v1/models/made-up/predict?x=1").statusCode()).isEqualTo(404);

    HttpResponse<String> after = client.get(PATH);

    assertThat(after.body()).doesNotContain("made-up");
    assertAdded(
        before,
        Scrape.read(after.body()),
        "sluice_predictions_total{model=\"\",version=\"\",outcome=\"not_found\"}",
        1);
  }

  @Test
  void scrape_oneName_isThatFamilyOrNotThere() {
    HttpResponse<String> one = client.get(PATH + "&name=sluice_models_loaded");

    assertThat(Scrape.read(one.body()).families()).containsExactly("sluice_models_loaded");
    assertThat(client.get(PATH + "&name=sluice_nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void scrape_otherScopes_areTheServersOwn() {
    HttpResponse<String> base = client.get("/metrics?scope=base");

    assertThat(base.statusCode()).isEqualTo(200);
    assertThat(base.body()).contains("mp_scope=\"base\"").doesNotContain("sluice_");
    assertThat(client.get("/metrics").body()).contains("mp_scope=\"base\"", "sluice_models_loaded");
  }

  @Test
  void scrape_application_isTheTextFormatOfPrometheus() {
    HttpResponse<String> answer = client.get(PATH);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type"))
        .hasValueSatisfying(
            type -> assertThat(type).startsWith("text/plain").contains("version=0.0.4"));
    assertThat(client.get(PATH, "Accept", "application/json").statusCode()).isEqualTo(406);
  }

  private static void assertAdded(Scrape before, Scrape after, String series, int count) {
    assertThat(after.value(series) - before.value(series)).as(series).isEqualTo(count);
  }

  private HttpResponse<String> predict(String instances) {
    return client.postJson(
        "/api/v1/models/iris/versions/1/predict", "{\"instances\":[" + instances + "]}");
  }

  private Scrape scrape() {
    return Scrape.read(client.get(PATH).body());
  }
}
