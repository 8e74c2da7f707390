package io.sluice.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.OverloadException;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.testing.ApiServer;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every failure that reaches JAX-RS leaves it as a problem. */
final class ProblemsTest {
  private static final int MOST = 10;
  private static ApiServer server;

  @BeforeAll
  static void start() {
    server = ApiServer.start(Providers.with(MOST, new Failing()));
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void toResponse_unforeseenFailure_isInternalErrorWithoutInternals() throws IOException {
    HttpResponse<String> answer = get("/failing/bug");

    assertThat(problem(answer, 500).path("type").textValue())
        .isEqualTo("urn:sluice:problem:internal-error");
    assertThat(answer.body()).doesNotContain("secret", "IllegalState", "io.sluice");
  }

  @ParameterizedTest
  @EnumSource(Kind.class)
  void toResponse_servingFailure_isProblemOfItsKind(Kind kind) throws IOException {
    HttpResponse<String> answer = get("/failing/serving/" + kind);
    JsonNode problem = problem(answer, ProblemKind.of(kind).status());

    assertThat(problem.path("type").textValue()).isEqualTo("urn:sluice:problem:" + kind.wireName());
    assertThat(problem.path("detail").textValue()).isEqualTo("as told");
    assertThat(answer.headers().firstValue("Retry-After").isPresent())
        .isEqualTo(answer.statusCode() == 503 || answer.statusCode() == 429);
    assertThat(answer.headers().firstValue("WWW-Authenticate").isPresent())
        .isEqualTo(answer.statusCode() == 401);
  }

  @Test
  void toResponse_overload_saysWhenToTryAgain() throws IOException {
    HttpResponse<String> answer = get("/failing/overload");

    problem(answer, 429);
    assertThat(answer.headers().firstValue("Retry-After")).hasValue("7");
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/html", "application/xml", "image/png", "*/*"})
  void toResponse_anyAccept_isProblemAllTheSame(String accept) throws IOException {
    problem(server.client().get("/api/v1/failing/bug", "Accept", accept), 500);
    problem(server.client().get("/api/v1/nowhere", "Accept", accept), 404);
  }

  @Test
  void toResponse_wrongMethod_namesThoseAllowed() throws IOException {
    HttpRequest delete = server.client().request("/api/v1/failing/bug").DELETE().build();
    HttpResponse<String> answer = server.client().send(delete);

    assertThat(problem(answer, 405).path("detail").textValue())
        .isEqualTo("This path takes only GET, HEAD, OPTIONS.");
    assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD, OPTIONS");
  }

  @Test
  void toResponse_nothingAcceptable_isNotAcceptable() throws IOException {
    HttpResponse<String> answer =
        server.client().get("/api/v1/failing/text", "Accept", "image/png");

    assertThat(problem(answer, 406).path("type").textValue())
        .isEqualTo("urn:sluice:problem:not-acceptable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Iris", "-iris", "a%20b", "%C3%A9"})
  void fromString_noModelName_isModelNotFoundWithTheRule(String name) throws IOException {
    JsonNode problem = problem(get("/failing/name/" + name), 404);

    assertThat(problem.path("type").textValue()).isEqualTo("urn:sluice:problem:model-not-found");
    assertThat(problem.path("detail").textValue()).contains("[a-z0-9][a-z0-9_-]{0,62}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "01", "-1", "x", "9999999999"})
  void fromString_noVersion_isVersionNotFound(String version) throws IOException {
    JsonNode problem = problem(get("/failing/version/" + version), 404);

    assertThat(problem.path("type").textValue()).isEqualTo("urn:sluice:problem:version-not-found");
  }

  @Test
  void filter_bodyAtTheLimit_passes() {
    assertThat(server.client().post("/api/v1/failing", "text/csv", "0123456789").body())
        .isEqualTo("10");
  }

  @Test
  void filter_bodyOverTheLimit_isTooLargeByItsLength() throws IOException {
    HttpResponse<String> answer =
        server.client().post("/api/v1/failing", "text/csv", "0123456789x");

    assertThat(problem(answer, 413).path("detail").textValue())
        .isEqualTo("The body is larger than 10 bytes.");
  }

  @Test
  void filter_chunkedBodyOverTheLimit_isTooLargeWhileRead() throws IOException {
    HttpRequest chunked =
        server
            .client()
            .request("/api/v1/failing", "Content-Type", "text/csv")
            .POST(BodyPublishers.fromPublisher(BodyPublishers.ofString("0123456789x")))
            .build();

    problem(server.client().send(chunked), 413);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br", "gzip, identity"})
  void filter_contentEncoding_isUnsupported(String encoding) throws IOException {
    HttpResponse<String> answer =
        server.client().post("/api/v1/failing", "text/csv", "x", "Content-Encoding", encoding);

    assertThat(problem(answer, 415).path("detail").textValue())
        .contains("without content encoding");
  }

  @ParameterizedTest
  @ValueSource(strings = {"iso-8859-1", "utf-16", "us-ascii"})
  void filter_otherCharset_isUnsupported(String charset) throws IOException {
    problem(server.client().post("/api/v1/failing", "text/csv; charset=" + charset, "x"), 415);
  }

  @ParameterizedTest
  @ValueSource(strings = {"text/csv; charset=UTF-8", "text/csv; charset=\"utf-8\"", "text/csv"})
  void filter_utf8_passes(String type) {
    assertThat(server.client().post("/api/v1/failing", type, "x").statusCode()).isEqualTo(200);
  }

  private static HttpResponse<String> get(String path) {
    return server.client().get("/api/v1" + path);
  }

  private static JsonNode problem(HttpResponse<String> answer, int status) throws IOException {
    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    JsonNode problem = new ObjectMapper().readTree(answer.body());
    assertThat(problem.path("status").intValue()).isEqualTo(status);
    return problem;
  }

  /** Fails in every way there is. */
  @Path("/failing")
  public static final class Failing {
    private static Optional<String> nothing() {
      return Optional.empty();
    }

    @GET
    @Path("bug")
    public String bug() {
      return nothing().orElseThrow(() -> new IllegalStateException("secret"));
    }

    @GET
    @Path("serving/{kind}")
    public String serving(@PathParam("kind") String kind) {
      return nothing().orElseThrow(() -> new ServingException(Kind.valueOf(kind), "as told"));
    }

    @GET
    @Path("overload")
    public String overload() {
      return nothing().orElseThrow(() -> new OverloadException(Kind.OVERLOADED, "as told", 7));
    }

    @GET
    @Path("text")
    @Produces("text/plain")
    public String text() {
      return "text";
    }

    @GET
    @Path("name/{model}")
    public String name(@PathParam("model") ModelName model) {
      return model.value();
    }

    @GET
    @Path("version/{version}")
    public String version(@PathParam("version") ModelVersion version) {
      return version.toString();
    }

    @POST
    @Produces("text/plain")
    public String length(InputStream body) throws IOException {
      return Integer.toString(body.readAllBytes().length);
    }
  }
}
