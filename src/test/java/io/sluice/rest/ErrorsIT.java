package io.sluice.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.testing.SluiceClient;
import io.sluice.testing.SluiceServer;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever goes wrong on a real server, the caller gets a problem and never a page of Payara's. */
final class ErrorsIT {
  private static final String IRIS = "/api/v1/models/iris/predict";
  private static final String FLOWER = "{\"instances\":[[5.1,3.5,1.4,0.2]]}";
  private final SluiceClient client = SluiceServer.shared().client();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/nope",
        "/api",
        "/api/nope",
        "/api/v1",
        "/api/v1/",
        "/api/v1/nope",
        "/api/v1/models/iris/nope",
        "/api/v1/application.wadl",
        "/WEB-INF/web.xml",
        "/WEB-INF/classes/META-INF/microprofile-config.properties",
        "/META-INF/MANIFEST.MF",
        "/.problem",
        "/index.html",
        "/favicon.ico",
        "/metrics/application",
        "/openapi/nope",
        "/a%2Fb",
        "/%E2%98%83",
      })
  void get_pathThatIsNot_isNotFoundWhateverIsAccepted(String path) throws IOException {
    for (String accept : new String[] {"*/*", "text/html", "application/xml", "image/png"}) {
      HttpResponse<String> answer = client.get(path, "Accept", accept);
      assertThat(problem(answer, 404)).isEqualTo("not-found");
      assertThat(answer.body()).doesNotContain("<html", "Payara");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/v1/models/iris;b=c",
        "/api/v1/models/iris;jsessionid=1",
        "/api/v1/models/iris;b=c/predict?sepal_length=1",
        "/api/v1/models/iris/versions/1;b=c",
        "/api/v1;b=c/models",
        "/%61pi/v1/models/iris;b=c",
        "/metrics;b=c",
        "/health;b=c",
        "/a;b=c",
        "/;",
      })
  void get_pathWithParameters_isRefusedAndNotReadWithoutThem(String path) throws IOException {
    assertThat(problem(client.get(path), 400)).isEqualTo("invalid-parameter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "FOO", "HEAD"})
  void anyMethod_pathThatIsNot_isNotFound(String method) {
    HttpResponse<String> answer = send(method, "/nope");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "DELETE|/api/v1/models/iris/predict|GET, HEAD, OPTIONS, POST",
        "PATCH|/api/v1/predict_iris|GET, HEAD, OPTIONS, POST",
        "POST|/api/v1/models|GET, HEAD, OPTIONS",
        "PATCH|/api/v1/models/iris/versions/1|DELETE, GET, HEAD, OPTIONS, PUT",
        "FOO|/api/v1/info|GET, HEAD, OPTIONS",
      })
  void anyMethod_notTaken_namesThoseTaken(String method, String path, String allowed)
      throws IOException {
    HttpResponse<String> answer = send(method, path);

    assertThat(problem(answer, 405)).isEqualTo("method-not-allowed");
    assertThat(answer.headers().firstValue("Allow")).hasValue(allowed);
  }

  @Test
  void trace_anyPath_isRefusedWithoutAPage() {
    HttpResponse<String> answer = send("TRACE", "/api/v1/models");

    assertThat(answer.statusCode()).isEqualTo(405);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void options_ofAResource_namesTheMethods() {
    HttpResponse<String> answer = send("OPTIONS", IRIS);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Allow").orElseThrow().split(", "))
        .containsExactlyInAnyOrder("GET", "HEAD", "OPTIONS", "POST");
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/models/none/predict, model-not-found",
    "/api/v1/models/IRIS/predict, model-not-found",
    "/api/v1/models/iris/versions/99/predict, version-not-found",
    "/api/v1/models/iris/versions/x/predict, version-not-found",
    "/api/v1/models/iris/aliases/none/predict, alias-not-found",
    "/api/v1/predict_none, operation-not-found",
    "/api/v1/models/none, model-not-found",
    "/api/v1/models/none/openapi.json, model-not-found",
    "/api/v1/models/iris/versions/99, version-not-found",
  })
  void get_unknownName_isNotFoundOfItsKind(String path, String kind) throws IOException {
    assertThat(problem(client.get(path), 404)).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{\"instances\":[[1,2,3,4]]} x", "null"})
  void post_bodyThatIsNone_isMalformedOrInvalid(String body) throws IOException {
    assertThat(problem(client.postJson(IRIS, body), 400))
        .isIn("malformed-body", "invalid-instances");
  }

  @Test
  void post_wrongFields_areAllListed() throws IOException {
    HttpResponse<String> answer =
        client.postJson(IRIS, "{\"instances\":[[1e999,2,3,4],{\"sepal_length\":\"x\",\"y\":1}]}");

    assertThat(problem(answer, 400)).isEqualTo("invalid-instances");
    JsonNode problem = new ObjectMapper().readTree(answer.body());
    assertThat(problem.path("errorCount").intValue()).isEqualTo(6);
    assertThat(problem.path("errors").findValuesAsText("rule"))
        .containsExactlyInAnyOrder("finite", "type", "unknown", "missing", "missing", "missing");
  }

  @ParameterizedTest
  @CsvSource({"text/plain", "multipart/form-data", "application/octet-stream"})
  void post_mediaTypeNotTaken_isUnsupported(String type) throws IOException {
    assertThat(problem(client.post(IRIS, type, FLOWER), 415)).isEqualTo("unsupported-media-type");
  }

  @Test
  void post_compressedOrForeignText_isUnsupported() throws IOException {
    assertThat(
            problem(client.post(IRIS, "application/json", FLOWER, "Content-Encoding", "gzip"), 415))
        .isEqualTo("unsupported-media-type");
    assertThat(problem(client.post(IRIS, "application/json; charset=utf-16", FLOWER), 415))
        .isEqualTo("unsupported-media-type");
  }

  @Test
  void post_mediaTypeThatIsNone_isInvalidParameter() throws IOException {
    assertThat(problem(client.post(IRIS, "garbage", FLOWER), 400)).isEqualTo("invalid-parameter");
  }

  @ParameterizedTest
  @ValueSource(strings = {"image/png", "application/json;q=0"})
  void post_nothingAcceptable_isNotAcceptable(String accept) throws IOException {
    assertThat(problem(client.post(IRIS, "application/json", FLOWER, "Accept", accept), 406))
        .isEqualTo("not-acceptable");
  }

  @Test
  void post_tooLarge_isRefusedByLengthAndWhileRead() throws IOException {
    // White space before the value: no other limit is met before that on bytes.
    String large = " ".repeat(5 << 20) + FLOWER;

    assertThat(problem(client.postJson(IRIS, large), 413)).isEqualTo("body-too-large");
    HttpRequest chunked =
        client
            .request(IRIS, "Content-Type", "application/json")
            .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString(large)))
            .build();
    assertThat(problem(client.send(chunked), 413)).isEqualTo("body-too-large");
  }

  @Test
  void get_topThatIsNone_isInvalidParameter() throws IOException {
    assertThat(problem(client.get(IRIS + "?top=0"), 400)).isEqualTo("invalid-parameter");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/*|application/json",
        "application/xml|application/xml;charset=utf-8",
        "text/csv|text/csv;charset=utf-8",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8|text/html;charset=utf-8",
      })
  void post_accept_choosesTheFormat(String accept, String type) {
    HttpResponse<String> answer = client.post(IRIS, "application/json", FLOWER, "Accept", accept);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
    assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
    assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    assertThat(answer.headers().firstValue("Content-Security-Policy").isPresent())
        .isEqualTo(type.startsWith("text/html"));
  }

  @Test
  void head_ofAnyLength_saysWhatGetSays() {
    for (String path : new String[] {"/api/v1/models", "/api/v1/openapi.yaml"}) {
      HttpResponse<String> get = client.get(path);
      HttpResponse<String> head = send("HEAD", path);

      assertThat(head.statusCode()).isEqualTo(200);
      assertThat(head.headers().firstValue("Content-Length"))
          .isEqualTo(get.headers().firstValue("Content-Length"))
          .isPresent();
    }
  }

  @Test
  void requestId_unsafe_isReplacedEverywhere() throws IOException {
    for (String path : new String[] {"/nope", "/api/v1/nope", "/health/ready"}) {
      HttpResponse<String> answer = client.get(path, "X-Request-Id", "<script>");

      assertThat(answer.headers().firstValue("X-Request-Id").orElseThrow()).matches("[0-9a-f]{32}");
    }
  }

  private HttpResponse<String> send(String method, String path) {
    return client.send(client.request(path).method(method, BodyPublishers.noBody()).build());
  }

  /** The kind of a problem, after all that every problem must be was checked. */
  private static String problem(HttpResponse<String> answer, int status) throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = new ObjectMapper().readTree(answer.body());
    assertThat(problem.path("status").intValue()).isEqualTo(status);
    assertThat(problem.path("title").textValue()).isNotEmpty();
    assertThat(problem.path("detail").textValue()).isNotEmpty();
    assertThat(answer.headers().firstValue("X-Request-Id"))
        .hasValue(problem.path("requestId").textValue());
    return problem.path("type").textValue().replace("urn:sluice:problem:", "");
  }
}
