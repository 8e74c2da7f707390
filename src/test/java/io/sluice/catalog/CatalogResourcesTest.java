package io.sluice.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.model.Alias;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionStatus;
import io.sluice.rest.Providers;
import io.sluice.testing.ApiServer;
import io.sluice.testing.FakePredictor;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CatalogResourcesTest {
  private static ApiServer server;

  @BeforeAll
  static void start() {
    ModelRegistry registry = new ModelRegistry(published -> {}, retired -> {});
    FakePredictor ready = FakePredictor.constant("scale", 1, 1);
    registry.publish(ready.ready(), ready, () -> {});
    registry.record(
        VersionStatus.loading(FakePredictor.id("scale", 2)).failed("model.zip: no zip archive"));
    registry.alias(new ModelName("scale"), Map.of(new Alias("canary"), new ModelVersion(2)));
    registry.record(VersionStatus.loading(FakePredictor.id("later", 1)));
    server = ApiServer.start(Providers.with(1000, new Roads(registry)));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void models_sortedByName_sayWhatIsLive() throws IOException {
    JsonNode models = get("/models").path("models");

    assertThat(models.findValuesAsText("name")).containsExactly("later", "scale");
    assertThat(models.get(0).has("liveVersion")).isFalse();
    assertThat(models.get(1).path("liveVersion").textValue()).isEqualTo("1");
  }

  @Test
  void model_known_showsStatesAliasesAndLinks() throws IOException {
    JsonNode model = get("/models/scale");

    assertThat(model.path("versions"))
        .hasToString(
            "[{\"version\":\"2\",\"state\":\"FAILED\"},{\"version\":\"1\",\"state\":\"READY\"}]");
    assertThat(model.path("aliases")).hasToString("{\"canary\":\"2\"}");
    assertThat(model.at("/links/operation").textValue()).isEqualTo("/api/v1/predict_scale");
    assertThat(model.at("/links/openapi").textValue())
        .isEqualTo("/api/v1/models/scale/openapi.json");
  }

  @Test
  void version_ready_showsAllThereIs() throws IOException {
    JsonNode version = get("/models/scale/versions/1");

    assertThat(version.path("live").booleanValue()).isTrue();
    assertThat(version.path("loadMillis").intValue()).isEqualTo(12);
    assertThat(version.path("warmUpMillis").intValue()).isEqualTo(3);
    assertThat(version.path("sizeBytes").intValue()).isEqualTo(176);
    assertThat(version.at("/signature/inputs/0"))
        .hasToString(
            "{\"name\":\"x\",\"type\":\"number\",\"unit\":\"cm\",\"minimum\":0,\"maximum\":10}");
    assertThat(version.at("/signature/outputs/0/unit").textValue()).isEqualTo("kg");
    assertThat(version.at("/descriptor/operation").textValue()).isEqualTo("predict_scale");
  }

  @Test
  void version_failed_saysWhyAndNoMoreThanIsKnown() throws IOException {
    JsonNode version = get("/models/scale/versions/2");

    assertThat(version)
        .hasToString(
            """
            {"model":"scale","version":"2","state":"FAILED","live":false,"aliases":["canary"],\
            "reason":"model.zip: no zip archive"}""");
  }

  @Test
  void versions_known_areNewestFirst() throws IOException {
    assertThat(get("/models/scale/versions").path("versions").findValuesAsText("version"))
        .startsWith("2", "1");
  }

  @Test
  void contract_live_namesTheOperation() throws IOException {
    assertThat(get("/models/scale/openapi.json").path("paths").has("/api/v1/predict_scale"))
        .isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "/models/none, 404, model-not-found",
    "/models/none/versions, 404, model-not-found",
    "/models/none/versions/1, 404, model-not-found",
    "/models/scale/versions/9, 404, version-not-found",
    "/models/none/openapi.json, 404, model-not-found",
    "/models/later/openapi.json, 503, version-not-ready",
  })
  void get_nothingToShow_isProblem(String path, int status, String kind) {
    HttpResponse<String> answer = server.client().get("/api/v1" + path);

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.body()).contains("urn:sluice:problem:" + kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"models", "models/scale"})
  void head_anything_saysTheLengthOfGet(String path) {
    HttpRequest head =
        server.client().request("/api/v1/" + path).method("HEAD", BodyPublishers.noBody()).build();

    HttpResponse<String> answer = server.client().send(head);
    int length = server.client().get("/api/v1/" + path).body().length();
    assertThat(answer.headers().firstValue("Content-Length")).hasValue(String.valueOf(length));
  }

  @Test
  void info_always_namesBuildAndRuntime() throws IOException {
    JsonNode info = new ObjectMapper().valueToTree(InfoResource.info("Payara Micro 6"));

    assertThat(info.path("commit").textValue()).matches("[0-9a-f]{40}|unknown");
    assertThat(info.path("buildTime").textValue()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
    assertThat(info.at("/runtime/server").textValue()).isEqualTo("Payara Micro 6");
    assertThat(info.at("/runtime/engine").textValue()).matches("Deeplearning4j \\d.*");
  }

  private static JsonNode get(String path) throws IOException {
    HttpResponse<String> answer = server.client().get("/api/v1" + path);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new ObjectMapper().readTree(answer.body());
  }

  /**
   * Leads to the resources: JAX-RS outside a container cannot serve their scope. The tests of the
   * contract hold their own paths.
   */
  @Path("/models")
  public static final class Roads {
    private final ModelRegistry registry;

    Roads(ModelRegistry registry) {
      this.registry = registry;
    }

    @GET
    public Response models(@Context UriInfo uri, @Context SecurityContext security) {
      return new ModelsResource(registry).list(uri, security);
    }

    @GET
    @Path("{model}")
    public Response model(@PathParam("model") ModelName model, @Context UriInfo uri) {
      return new ModelResource(registry).get(model, uri);
    }

    @GET
    @Path("{model}/versions")
    public Response versions(@PathParam("model") ModelName model) {
      return new VersionsResource(registry).list(model);
    }

    @GET
    @Path("{model}/versions/{version}")
    public Response version(
        @PathParam("model") ModelName model, @PathParam("version") ModelVersion version) {
      return new VersionResource(registry).get(model, version);
    }

    @GET
    @Path("{model}/openapi.json")
    public Response contract(@PathParam("model") ModelName model, @Context UriInfo uri) {
      return new ModelContractResource(registry).get(model, uri);
    }
  }
}
