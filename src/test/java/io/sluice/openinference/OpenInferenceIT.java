package io.sluice.openinference;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.testing.SluiceClient;
import io.sluice.testing.SluiceServer;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The protocol on the real server: its filters, its error pages, its road to a real model. */
final class OpenInferenceIT {
  private static final String INFER = "/v2/models/iris/infer";
  private static final String FLOWER =
      "{\"id\":\"7\",\"inputs\":["
          + field("sepal_length", "5.1")
          + ","
          + field("sepal_width", "3.5")
          + ","
          + field("petal_length", "1.4")
          + ","
          + field("petal_width", "0.2")
          + "]}";

  private final SluiceClient client = SluiceServer.shared().client();

  private static String field(String name, String value) {
    return "{\"name\":\"%s\",\"shape\":[1,1],\"datatype\":\"FP32\",\"data\":[%s]}"
        .formatted(name, value);
  }

  @Test
  void infer_json_isThePredictionOfTheOwnApi() throws IOException {
    HttpResponse<String> answer = client.postJson(INFER, FLOWER);
    JsonNode own =
        json(client.postJson("/api/v1/models/iris/predict", "{\"instances\":[[5.1,3.5,1.4,0.2]]}"));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode output = json(answer).at("/outputs/0");
    assertThat(output.path("data").get(0)).isEqualTo(own.at("/predictions/0/probabilities/setosa"));
    assertThat(json(answer).path("model_version")).isEqualTo(own.path("version"));
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(answer.headers().firstValue("X-Request-Id")).isPresent();
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
  }

  @Test
  void infer_encodedColumnsAsBytes_isTheSame() throws IOException {
    String name =
        json(json(client.get("/v2/models/iris")).at("/properties/encoded_input").asText())
            .path("name")
            .asText();
    byte[] head =
        ("{\"inputs\":[{\"name\":\"%s\",\"shape\":[1,4],\"datatype\":\"FP32\","
                + "\"parameters\":{\"binary_data_size\":16}}],"
                + "\"parameters\":{\"binary_data_output\":true}}")
            .formatted(name)
            .getBytes(StandardCharsets.UTF_8);
    ByteBuffer body = ByteBuffer.allocate(head.length + 16).order(ByteOrder.LITTLE_ENDIAN);
    body.put(head).putFloat(5.1f).putFloat(3.5f).putFloat(1.4f).putFloat(0.2f);

    HttpResponse<byte[]> answer =
        client.send(
            client
                .request(
                    INFER,
                    "Content-Type",
                    "application/octet-stream",
                    "Inference-Header-Content-Length",
                    Integer.toString(head.length))
                .POST(BodyPublishers.ofByteArray(body.array()))
                .build(),
            BodyHandlers.ofByteArray());

    assertThat(answer.statusCode()).isEqualTo(200);
    int json =
        Integer.parseInt(
            answer.headers().firstValue("Inference-Header-Content-Length").orElseThrow());
    ByteBuffer values =
        ByteBuffer.wrap(answer.body(), json, answer.body().length - json)
            .order(ByteOrder.LITTLE_ENDIAN);
    assertThat(values.remaining()).isEqualTo(12);
    assertThat(values.getFloat())
        .isEqualTo(json(client.postJson(INFER, FLOWER)).at("/outputs/0/data/0").floatValue());
  }

  @Test
  void infer_packedBothWays_isTheSame() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(FLOWER.getBytes(StandardCharsets.UTF_8));
    }
    HttpRequest.Builder request =
        client.request(INFER, "Content-Type", "application/json", "Content-Encoding", "gzip");
    HttpResponse<String> answer =
        client.send(request.POST(BodyPublishers.ofByteArray(packed.toByteArray())).build());

    assertThat(answer.body()).isEqualTo(client.postJson(INFER, FLOWER).body());
    HttpResponse<byte[]> metadata =
        client.send(
            client.request("/v2/models/digits", "Accept-Encoding", "gzip").GET().build(),
            BodyHandlers.ofByteArray());
    byte[] plain = metadata.body();
    if (metadata.headers().firstValue("Content-Encoding").isPresent()) {
      plain = new GZIPInputStream(new ByteArrayInputStream(metadata.body())).readAllBytes();
    }
    assertThat(new String(plain, StandardCharsets.UTF_8))
        .isEqualTo(client.get("/v2/models/digits").body());
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /v2, 200",
    "GET, /v2/health/live, 200",
    "GET, /v2/health/ready, 200",
    "GET, /v2/models, 200",
    "GET, /v2/models/iris, 200",
    "GET, /v2/models/iris/versions/1/ready, 200",
    "HEAD, /v2/models/iris, 200",
    "OPTIONS, /v2/models/iris/infer, 200",
    "GET, /v2/nothing, 404",
    "GET, /v2/models/none, 404",
    "GET, /v2/models/iris/infer, 405",
    "POST, /v2/models/iris, 405",
    "TRACE, /v2, 405",
    "POST, /v2/repository/models/iris/load, 401",
    "POST, /v2/repository/models/iris/unload, 401",
    "POST, /v2/repository/index, 401",
    "POST, /v1/models/iris/none, 400",
  })
  void anyRequest_status_isTheProtocols(String method, String path, int status) throws IOException {
    HttpResponse<String> answer =
        client.send(client.request(path).method(method, BodyPublishers.noBody()).build());

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    if (status >= 400 && !method.equals("TRACE")) {
      assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
      assertThat(json(answer).path("error").asText()).isNotEmpty();
      assertThat(json(answer).path("requestId").asText())
          .isEqualTo(answer.headers().firstValue("X-Request-Id").orElseThrow());
    }
  }

  @Test
  void wrongCredential_anyPath_isToldInTheProtocolsForm() throws IOException {
    HttpResponse<String> answer = client.get("/v2/health/live", "X-API-Key", "nonsense");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    assertThat(json(answer).path("error").asText()).isEqualTo("The key is not valid.");
  }

  @Test
  void infer_tooLarge_isToldInTheProtocolsForm() throws IOException {
    HttpResponse<String> answer = client.postJson(INFER, " ".repeat(5 << 20));

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(json(answer).path("error").asText()).startsWith("The body is larger than");
  }

  private static JsonNode json(HttpResponse<String> answer) throws IOException {
    return json(answer.body());
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
