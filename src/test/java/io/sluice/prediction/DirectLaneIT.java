package io.sluice.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.SluiceServer;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the direct lane answers is what JAX-RS answers: a second media range sends it there. */
final class DirectLaneIT {
  private static final List<String> PATHS =
      List.of(
          "models/iris/predict",
          "models/iris/versions/1/predict",
          "models/iris/versions/9/predict",
          "models/iris/aliases/nobody/predict",
          "models/nobody/predict",
          "predict_iris",
          "predict_nothing",
          "models/digits/predict");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"instances\":[[5.1,3.5,1.4,0.2]]}",
        "{\"instances\":[{\"petal_width\":0.2,\"sepal_length\":5.1,\"sepal_width\":3.5,"
            + "\"petal_length\":1.4},[6,3,4,1]]}",
        "{\"instances\":[[5.1,3.5,1.4]]}",
        "{\"instances\":[[5.1,3.5,1.4,99]]}",
        "{\"instances\":[{\"height\":1}]}",
        "{\"instances\":[]}",
        "{\"instances\":[[5.1,",
        "[]",
        "no JSON at all",
      })
  void post_anyBody_isAnsweredAsByJaxRs(String body) {
    for (String path : PATHS) {
      assertThat(told(path, body, "application/json"))
          .as(path)
          .isEqualTo(told(path, body, "application/json, image/png;q=0.1"));
    }
  }

  /** Status, headers and body, without what every answer has for itself. */
  private static List<Object> told(String path, String body, String accept) {
    HttpResponse<String> answer =
        SluiceServer.shared()
            .client()
            .post(
                "/api/v1/" + path,
                "application/json",
                body,
                "Accept",
                accept,
                "X-Request-Id",
                "same");
    Map<String, List<String>> headers = new TreeMap<>(answer.headers().map());
    return List.of(answer.statusCode(), headers, answer.body());
  }
}
