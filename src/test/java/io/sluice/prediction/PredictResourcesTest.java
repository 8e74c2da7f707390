package io.sluice.prediction;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.metrics.PredictionMetrics;
import io.sluice.model.Alias;
import io.sluice.model.InstanceLimits;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.OperationName;
import io.sluice.registry.ModelRegistry;
import io.sluice.rest.Providers;
import io.sluice.testing.ApiServer;
import io.sluice.testing.FakePredictor;
import io.sluice.traffic.Experiments;
import io.sluice.traffic.Router;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All four roads to a version, over HTTP. */
final class PredictResourcesTest {
  private static final String V2 = "\"version\":\"2\"";
  private static ApiServer server;

  @BeforeAll
  static void start() {
    ModelRegistry registry = new ModelRegistry(published -> {}, retired -> {});
    for (int version = 1; version <= 2; version++) {
      FakePredictor predictor = FakePredictor.constant("scale", version, version);
      registry.publish(predictor.ready(), predictor, () -> {});
    }
    registry.alias(new ModelName("scale"), Map.of(new Alias("old"), new ModelVersion(1)));
    registry.booted();
    Predictions predictions =
        new Predictions(
            new Router(registry, new Experiments()), PredictionMetrics.NONE, PredictionLog.NONE);
    PredictExchange exchange =
        new PredictExchange(predictions, new InstanceLimits(3, 100, 4, 16, 10));
    server = ApiServer.start(Providers.with(1000, new Roads(exchange)));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @ParameterizedTest
  @CsvSource({
    "/models/scale/predict, 2",
    "/models/scale/versions/1/predict, 1",
    "/models/scale/versions/2/predict, 2",
    "/models/scale/aliases/old/predict, 1",
    "/predict_scale, 2",
  })
  void everyRoad_getAndPost_reachesItsVersion(String path, String version) {
    String expected =
        """
        {"model":"scale","version":"%s","digest":"sha256:%s","predictions":[{"y":%s}]}"""
            .formatted(version, "a".repeat(64), version);

    assertThat(get(path + "?x=1").body()).isEqualTo(expected);
    assertThat(post(path, "application/json", "{\"instances\":[{\"x\":1}]}").body())
        .isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "application/json|{\"instances\":[[1]]}",
        "APPLICATION/JSON;charset=utf-8|{\"instances\":[[1]]}",
        "text/csv|'x\n1\n'",
        "application/xml|<instances><instance><x>1</x></instance></instances>",
      })
  void post_eachFormat_isRead(String type, String body) {
    assertThat(post("/predict_scale", type, body).body()).contains(V2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "text/xml", "a/b"})
  void post_otherMediaType_isUnsupported(String type) {
    HttpResponse<String> answer = post("/predict_scale", type, "x");

    assertThat(answer.statusCode()).isEqualTo(415);
    assertThat(answer.body()).contains("application/json, text/csv or application/xml");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "*/*|application/json",
        "application/json, text/html|application/json",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8|text/html;charset=utf-8",
        "application/xml|application/xml;charset=utf-8",
        "text/*;q=0.5, text/html;q=0.1|text/csv;charset=utf-8",
      })
  void get_accept_choosesTheFormat(String accept, String type) {
    HttpResponse<String> answer = get("/predict_scale?x=1", "Accept", accept);

    assertThat(answer.headers().firstValue("Content-Type")).hasValue(type);
    assertThat(answer.headers().firstValue("Vary")).hasValue("Accept");
    assertThat(answer.headers().firstValue("Content-Length")).isPresent();
  }

  @Test
  void get_htmlWithoutQuery_isTheEmptyForm() {
    HttpResponse<String> answer = get("/predict_scale", "Accept", "text/html");

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains("<form", "name=\"x\"").doesNotContain("Result");
    assertThat(answer.headers().firstValue("Content-Security-Policy")).isPresent();
  }

  @Test
  void get_jsonWithoutQuery_saysWhatIsMissing() {
    HttpResponse<String> answer = get("/predict_scale");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"pointer\":\"/instances/0/x\",\"rule\":\"missing\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "x", "1.5", "600001", "99999999999", " ", "5, 6", "0x5", "+5"})
  void deadline_wrong_isInvalidParameterThatNamesTheHeader(String deadline) {
    HttpResponse<String> answer = get("/predict_scale?x=1", "X-Request-Deadline-Ms", deadline);

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body())
        .contains("invalid-parameter", "\"pointer\":\"/X-Request-Deadline-Ms\"", "600000");
  }

  @ParameterizedTest
  @ValueSource(strings = {"600000", "1000", " 60000 ", "060000"})
  void deadline_thatCanBeMet_isMet(String deadline) {
    assertThat(get("/predict_scale?x=1", "X-Request-Deadline-Ms", deadline).statusCode())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({"0,range", "-1,range", "x,type", "1.5,type", "99999999999,type"})
  void top_wrong_isInvalidParameter(String top, String rule) {
    for (HttpResponse<String> answer :
        List.of(
            get("/predict_scale?x=1&top=" + top),
            post("/predict_scale?top=" + top, "application/json", "{}"))) {
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.body()).contains("invalid-parameter", "\"/top\"", rule);
    }
  }

  @Test
  void post_overTheLimits_isRefusedWithEveryFault() {
    HttpResponse<String> answer =
        post("/predict_scale", "application/json", "{\"instances\":[{\"x\":99},{\"y\":1},{}]}");

    assertThat(answer.statusCode()).isEqualTo(400);
    assertThat(answer.body()).contains("\"errorCount\":4", "/instances/2/x", "\"maximum\":10");
    assertThat(
            post("/predict_scale", "application/json", "{\"instances\":[[1],[1],[1],[1]]}").body())
        .contains("too-many");
  }

  @ParameterizedTest
  @CsvSource({
    "/models/none/predict, model-not-found",
    "/models/scale/versions/9/predict, version-not-found",
    "/models/scale/aliases/none/predict, alias-not-found",
    "/predict_none, operation-not-found",
    "/predict_None, operation-not-found",
  })
  void unknownTarget_getAndPost_isNotFoundOfItsKind(String path, String kind) {
    assertThat(get(path + "?x=1").body()).contains("urn:sluice:problem:" + kind);
    assertThat(post(path, "application/json", "{\"instances\":[[1]]}").body())
        .contains("urn:sluice:problem:" + kind);
  }

  private static HttpResponse<String> get(String path, String... headers) {
    return server.client().get("/api/v1" + path, headers);
  }

  private static HttpResponse<String> post(String path, String type, String body) {
    return server.client().post("/api/v1" + path, type, body);
  }

  /**
   * Leads to the resources: JAX-RS outside a container cannot serve their scope. The tests of the
   * contract hold their own paths.
   */
  @Path("/")
  public static final class Roads {
    private final PredictExchange exchange;

    Roads(PredictExchange exchange) {
      this.exchange = exchange;
    }

    @GET
    @Path("models/{model}/predict")
    public Response get(
        @PathParam("model") ModelName model,
        @Context SecurityContext security,
        @Context HttpHeaders headers,
        @Context UriInfo uri) {
      return new ModelPredictResource(exchange).get(model, security, headers, uri);
    }

    @POST
    @Path("models/{model}/predict")
    public Response post(
        @PathParam("model") ModelName model,
        @Context SecurityContext security,
        @Context HttpHeaders headers,
        @Context UriInfo uri,
        InputStream body) {
      return new ModelPredictResource(exchange).post(model, security, headers, uri, body);
    }

    @GET
    @Path("models/{model}/versions/{version}/predict")
    public Response get(
        @PathParam("model") ModelName model,
        @PathParam("version") ModelVersion version,
        @Context SecurityContext security,
        @Context HttpHeaders headers,
        @Context UriInfo uri) {
      return new VersionPredictResource(exchange).get(model, version, security, headers, uri);
    }

    @POST
    @Path("models/{model}/versions/{version}/predict")
    public Response post(
        @PathParam("model") ModelName model,
        @PathParam("version") ModelVersion version,
        @Context SecurityContext security,
        @Context HttpHeaders headers,
        @Context UriInfo uri,
        InputStream body) {
      return new VersionPredictResource(exchange)
          .post(model, version, security, headers, uri, body);
    }

    @GET
    @Path("models/{model}/aliases/{alias}/predict")
    public Response get(
        @PathParam("model") ModelName model,
        @PathParam("alias") Alias alias,
        @Context SecurityContext security,
        @Context HttpHeaders headers,
        @Context UriInfo uri) {
      return new AliasPredictResource(exchange).get(model, alias, security, headers, uri);
    }

    @POST
    @Path("models/{model}/aliases/{alias}/predict")
    public Response post(
        @PathParam("model") ModelName model,
        @PathParam("alias") Alias alias,
        @Context SecurityContext security,
        @Context HttpHeaders headers,
        @Context UriInfo uri,
        InputStream body) {
      return new AliasPredictResource(exchange).post(model, alias, security, headers, uri, body);
    }

    @GET
    @Path("{operation: predict_[^/]*}")
    public Response get(
        @PathParam("operation") OperationName operation,
        @Context SecurityContext security,
        @Context HttpHeaders headers,
        @Context UriInfo uri) {
      return new OperationPredictResource(exchange).get(operation, security, headers, uri);
    }

    @POST
    @Path("{operation: predict_[^/]*}")
    public Response post(
        @PathParam("operation") OperationName operation,
        @Context SecurityContext security,
        @Context HttpHeaders headers,
        @Context UriInfo uri,
        InputStream body) {
      return new OperationPredictResource(exchange).post(operation, security, headers, uri, body);
    }
  }
}
