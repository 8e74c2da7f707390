package io.sluice.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.testing.Graphs;
import io.sluice.testing.ModelFolders;
import io.sluice.testing.ServerOptions;
import io.sluice.testing.SluiceClient;
import io.sluice.testing.SluiceServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The protocol on the real server, with graphs of several inputs and outputs, series and images.
 */
final class TensorflowIT {
  private static final String FLOWER = "{\"instances\":[[5.1,3.5,1.4,0.2]]}";
  private static final String PAIR = "{\"left\":[1,2,3],\"right\":[4,5]}";
  private static final String SERIES = "[[1,2,3,4],[0,0,0,0],[0.5,0.5,0.5,0.5]]";
  private static final String PICTURE =
      "[[[1,2,3,4,5,6],[1,2,3,4,5,6],[0,0,0,0,0,0],[1,1,1,1,1,1],[2,2,2,2,2,2],[9,8,7,6,5,4]]]";

  @TempDir static Path models;
  private static SluiceServer server;
  private static SluiceClient client;

  @BeforeAll
  static void start() {
    ModelFolders.copySample("iris", models);
    ModelFolders.copySample("salary", models);
    Graphs.write(models);
    server = SluiceServer.start(ServerOptions.defaults().withModels(models));
    client = server.client();
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void predict_features_isThePredictionOfTheOwnApi() {
    JsonNode own = own("iris", FLOWER).at("/predictions/0/probabilities/setosa");

    assertThat(predict("iris", FLOWER).at("/predictions/0/0")).isEqualTo(own);
    String columns =
        "{\"inputs\":{\"sepal_length\":[5.1],\"sepal_width\":[[3.5]],\"petal_length\":[1.4],"
            + "\"petal_width\":[0.2]}}";
    assertThat(predict("iris", columns).at("/outputs/0/0")).isEqualTo(own);
    String encoded = "{\"signature_name\":\"encoded\",\"instances\":[[5.1,3.5,1.4,0.2]]}";
    assertThat(predict("iris", encoded).at("/predictions/0/0")).isEqualTo(own);
    String examples =
        "{\"context\":{\"petal_length\":[1.4],\"petal_width\":0.2},"
            + "\"examples\":[{\"sepal_length\":5.1,\"sepal_width\":[3.5]}]}";
    JsonNode label = json(client.postJson("/v1/models/iris:classify", examples));
    assertThat(label.at("/results/0/0/0").asText()).isEqualTo("setosa");
    assertThat(label.at("/results/0/0/1")).isEqualTo(own);
  }

  @Test
  void predict_severalInputsAndOutputs_isThePredictionOfTheOwnApi() {
    JsonNode own = own("pair", "{\"instances\":[" + PAIR + "," + PAIR + "]}");
    JsonNode rows = predict("pair", "{\"instances\":[" + PAIR + "," + PAIR + "]}");
    JsonNode columns =
        predict("pair", "{\"inputs\":{\"left\":[[1,2,3],[1,2,3]],\"right\":[[4,5],[4,5]]}}");

    for (int row = 0; row < 2; row++) {
      JsonNode one = own.at("/predictions/" + row);
      assertThat(rows.at("/predictions/" + row + "/size")).isEqualTo(one.at("/size"));
      assertThat(rows.at("/predictions/" + row + "/kind/2"))
          .isEqualTo(one.at("/kind/probabilities/2"));
      assertThat(columns.at("/outputs/size/" + row)).isEqualTo(one.at("/size"));
      assertThat(columns.at("/outputs/kind/" + row + "/2"))
          .isEqualTo(one.at("/kind/probabilities/2"));
    }
  }

  @Test
  void predict_series_isThePredictionOfTheOwnApiWhateverItsLength() {
    for (String series : new String[] {SERIES, "[[1],[2],[3]]"}) {
      JsonNode own = own("series", "{\"instances\":[" + series + "]}").path("predictions");

      assertThat(own.at("/0/0").size()).isPositive();
      assertThat(predict("series", "{\"instances\":[" + series + "]}").path("predictions"))
          .isEqualTo(own);
      assertThat(predict("series", "{\"inputs\":[" + series + "]}").path("outputs")).isEqualTo(own);
    }
  }

  @Test
  void predict_picture_isThePredictionOfTheOwnApi() {
    JsonNode own = own("picture", "{\"instances\":[" + PICTURE + "]}");

    assertThat(predict("picture", "{\"instances\":[" + PICTURE + "]}").at("/predictions/0/1"))
        .isEqualTo(own.at("/predictions/0/probabilities/1"));
    assertThat(predict("picture", "{\"inputs\":{\"pixels\":[" + PICTURE + "]}}").at("/outputs/0/1"))
        .isEqualTo(own.at("/predictions/0/probabilities/1"));
  }

  @Test
  void regress_salary_isThePredictionOfTheOwnApi() {
    String professor =
        "{\"rank\":\"Prof\",\"discipline\":\"B\",\"years_since_phd\":20,\"years_of_service\":18,"
            + "\"sex\":\"Male\"}";
    JsonNode own = own("salary", "{\"instances\":[" + professor + "]}");
    JsonNode answer =
        json(client.postJson("/v1/models/salary:regress", "{\"examples\":[" + professor + "]}"));

    assertThat(answer.at("/results/0").isNumber()).as(answer + " " + own).isTrue();
    assertThat(answer.at("/results/0")).isEqualTo(own.at("/predictions/0/salary"));
  }

  @Test
  void request_formEncodedAndPacked_isTaken() throws IOException {
    assertThat(
            client
                .post("/v1/models/iris:predict", "application/x-www-form-urlencoded", FLOWER)
                .statusCode())
        .isEqualTo(200);
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(FLOWER.getBytes(StandardCharsets.UTF_8));
    }
    HttpResponse<String> answer =
        client.send(
            client
                .request("/v1/models/iris:predict", "Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(packed.toByteArray()))
                .build());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/models, 200",
    "GET, /v1/models/iris, 200",
    "GET, /v1/models/iris/versions/1, 200",
    "GET, /v1/models/pair/metadata, 200",
    "GET, /v1/MODELS/iris/Metadata, 200",
    "GET, /v1/models/none, 404",
    "GET, /v1/models/iris/versions/9, 404",
    "GET, /v1/models/iris/labels/none, 404",
    "GET, /v1, 400",
    "GET, /v1/nothing, 400",
    "PUT, /v1/models/iris, 400",
    "HEAD, /v1/models/iris, 400",
    "OPTIONS, /v1/models/iris, 400",
    "POST, /v1/models/iris:explain, 501",
    "POST, /v1/models/iris:predict, 400",
  })
  void anyRequest_status_isTheProtocols(String method, String path, int status) {
    HttpResponse<String> answer =
        client.send(client.request(path).method(method, BodyPublishers.noBody()).build());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
    if (status >= 400 && !method.equals("HEAD")) {
      assertThat(json(answer).path("error").asText()).isNotEmpty();
    }
  }

  @Test
  void failure_beforeTheServlet_isToldInTheProtocolsForm() {
    HttpResponse<String> wrongKey = client.get("/v1/models", "X-API-Key", "nonsense");
    assertThat(wrongKey.statusCode()).isEqualTo(401);
    assertThat(json(wrongKey).path("error").asText()).isNotEmpty();

    HttpResponse<String> tooLarge = client.postJson("/v1/models/iris:predict", " ".repeat(5 << 20));
    assertThat(tooLarge.statusCode()).isEqualTo(413);
    assertThat(json(tooLarge).path("error").asText()).startsWith("The body is larger than");
  }

  private static JsonNode predict(String model, String body) {
    return json(client.postJson("/v1/models/" + model + ":predict", body));
  }

  private static JsonNode own(String model, String body) {
    return json(client.postJson("/api/v1/models/" + model + "/predict", body));
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return new ObjectMapper().readTree(answer.body());
    } catch (IOException e) {
      throw new AssertionError("no JSON: " + answer.body(), e);
    }
  }
}
