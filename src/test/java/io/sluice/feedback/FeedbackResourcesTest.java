package io.sluice.feedback;

import static io.sluice.feedback.FeedbackFixture.IRIS;
import static io.sluice.feedback.FeedbackFixture.IRIS_2;
import static io.sluice.feedback.FeedbackFixture.ofArm;
import static io.sluice.feedback.FeedbackFixture.prediction;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.database.Database;
import io.sluice.feedback.FeedbackFixture.SetTime;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.registry.ModelRegistry;
import io.sluice.rest.Providers;
import io.sluice.testing.ApiServer;
import io.sluice.testing.TestDatabase;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What callers are answered who tell outcomes, over HTTP. */
final class FeedbackResourcesTest {
  private static final String JSON = "application/json";

  private static final PredictionQueue QUEUE = new PredictionQueue(100_000);
  private static Database database;
  private static ApiServer server;

  @BeforeAll
  static void start() {
    database = TestDatabase.H2.open();
    ModelRegistry registry = FeedbackFixture.registry();
    SetTime time = new SetTime();
    FeedbackDesk desk = new FeedbackDesk(QUEUE, database, registry, time);
    LiveFigures figures = new LiveFigures(database, time);
    server = ApiServer.start(Providers.with(4_000_000, new Roads(desk, registry, figures)));
  }

  @AfterAll
  static void stop() {
    server.close();
    database.close();
  }

  @Test
  void one_newThenAgainThenOther_is201And200And409() throws IOException {
    String path = "/predictions/" + offered(prediction(IRIS, 1, 0.5f, 0.3f, 0.2f)) + "/feedback";

    HttpResponse<String> first = post(path, JSON, "{\"label\":\"setosa\"}");
    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(tree(first).path("outcome").asText()).isEqualTo("accepted");
    assertThat(post(path, JSON, "{\"label\":\"setosa\",\"row\":0}").statusCode()).isEqualTo(200);
    assertProblem(post(path, JSON, "{\"label\":\"virginica\"}"), 409, "feedback-conflict");
    assertThat(
            tree(post(path + "?replace=true", JSON, "{\"label\":\"virginica\"}")).path("outcome"))
        .hasToString("\"replaced\"");
  }

  @Test
  void one_wrong_saysWhatIsRight() throws IOException {
    String path = "/predictions/" + offered(prediction(IRIS, 1, 0.5f, 0.3f, 0.2f)) + "/feedback";

    HttpResponse<String> rose = post(path, JSON, "{\"label\":\"rose\"}");
    assertProblem(rose, 400, "invalid-parameter");
    assertThat(tree(rose).at("/errors/0/allowed"))
        .hasToString("[\"setosa\",\"versicolor\",\"virginica\"]");
    assertProblem(post(path, JSON, "{\"value\":1}"), 400, "invalid-parameter");
    assertProblem(post(path, JSON, "{\"label\":\"setosa\",\"row\":1}"), 400, "invalid-parameter");
    assertProblem(post(path, JSON, "{\"label\":7}"), 400, "invalid-parameter");
    assertProblem(post(path, JSON, "{\"label\":\"a\",\"label\":\"b\"}"), 400, "invalid-parameter");
    assertProblem(post(path, JSON, "{\"other\":[{}]}"), 400, "invalid-parameter");
    assertProblem(post(path + "?replace=yes", JSON, "{\"label\":\"setosa\"}"), 400, "invalid");
    assertProblem(post(path, JSON, "{\"label\":"), 400, "malformed-body");
    assertProblem(post(path, JSON, "[]"), 400, "malformed-body");
    assertProblem(post("/predictions/1/feedback", JSON, "{\"label\":\"a\"}"), 400, "invalid");
    String forged = "/predictions/" + FeedbackFixture.id(FeedbackFixture.NOW) + "/feedback";
    assertProblem(post(forged, JSON, "{\"label\":\"setosa\"}"), 404, "prediction-not-found");
  }

  @Test
  void batch_thousandsAndFaults_areCounted() throws IOException {
    StringBuilder body = new StringBuilder("[");
    for (int i = 0; i < 1200; i++) {
      body.append("{\"predictionId\":\"")
          .append(offered(prediction(IRIS, 1, 0.5f, 0.3f, 0.2f)))
          .append("\",\"label\":\"setosa\"},");
    }
    body.append("{\"label\":\"setosa\"},{\"predictionId\":\"x\",\"label\":\"setosa\"}]");

    JsonNode receipt = tree(post("/feedback", JSON, body.toString()));
    assertThat(receipt.path("received").asInt()).isEqualTo(1202);
    assertThat(receipt.path("accepted").asInt()).isEqualTo(1200);
    assertThat(receipt.path("invalid").asInt()).isEqualTo(2);
    assertThat(receipt.at("/errors/1/index").asInt()).isEqualTo(1201);
    assertThat(tree(post("/feedback", JSON, body.toString())).path("repeated").asInt())
        .isEqualTo(1200);
    assertProblem(post("/feedback", JSON, "{}"), 400, "malformed-body");
    assertProblem(post("/feedback", JSON, "[{},1]"), 400, "malformed-body");
    assertProblem(post("/feedback", JSON, "[{}"), 400, "malformed-body");
  }

  @Test
  void batch_table_isTheSame() throws IOException {
    String table =
        "prediction_id,row,label,value\n%s,0,setosa,\n%s,,virginica,\n%s,x,setosa,\n,0,setosa,\n"
            .formatted(
                offered(prediction(IRIS, 1, 0.5f, 0.3f, 0.2f)),
                offered(prediction(IRIS, 1, 0.5f, 0.3f, 0.2f)),
                offered(prediction(IRIS, 1, 0.5f, 0.3f, 0.2f)));

    JsonNode receipt = tree(post("/feedback", "text/csv", table));
    assertThat(receipt.path("accepted").asInt()).isEqualTo(2);
    assertThat(receipt.path("invalid").asInt()).isEqualTo(2);
    assertProblem(post("/feedback", "text/csv", "id,label\n1,a\n"), 400, "malformed-body");
    assertProblem(post("/feedback", "text/csv", ""), 400, "malformed-body");
  }

  @Test
  void live_ofArms_isByHand() throws IOException {
    String body =
        "[{\"predictionId\":\"%s\",\"label\":\"setosa\"},{\"predictionId\":\"%s\",\"label\":\"setosa\"}]"
            .formatted(
                offered(ofArm("hit", 5, 0, IRIS_2, 0.8f, 0.1f, 0.1f)),
                offered(ofArm("miss", 5, 0, IRIS_2, 0.1f, 0.8f, 0.1f)));
    offered(ofArm("miss", 5, 0, IRIS_2, 0.1f, 0.8f, 0.1f));
    assertThat(tree(post("/feedback", JSON, body)).path("accepted").asInt()).isEqualTo(2);
    new LogWriter(QUEUE, database).write();

    HttpResponse<String> answer = server.client().get("/api/v1/models/iris/versions/2/live");
    JsonNode live = tree(answer);
    assertThat(live.at("/predictions").asInt()).as(answer.body()).isEqualTo(3);
    assertThat(live.at("/labels").asInt()).isEqualTo(2);
    assertThat(live.at("/report/figures/accuracy").asDouble()).isEqualTo(0.5);
    assertThat(live.at("/arms/0/figures/accuracy").asDouble()).isEqualTo(1);
    assertThat(live.at("/arms/1/coverage").asDouble()).isEqualTo(0.5);
    assertProblem(
        server.client().get("/api/v1/models/iris/versions/2/live?window=2h"), 400, "invalid");
    assertProblem(server.client().get("/api/v1/models/iris/versions/9/live"), 404, "version");
  }

  private static String offered(LoggedPrediction prediction) {
    assertThat(QUEUE.offer(prediction)).isTrue();
    return prediction.id().toString();
  }

  private static HttpResponse<String> post(String path, String type, String body) {
    return server.client().post("/api/v1" + path, type, body);
  }

  private static JsonNode tree(HttpResponse<String> answer) throws IOException {
    return new ObjectMapper().readTree(answer.body());
  }

  private static void assertProblem(HttpResponse<String> answer, int status, String type)
      throws IOException {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    assertThat(tree(answer).path("type").asText()).startsWith("urn:sluice:problem:" + type);
  }

  /** The resources, as the container would make one for each request. */
  @Path("/")
  public static final class Roads {
    private final FeedbackDesk desk;
    private final ModelRegistry registry;
    private final LiveFigures figures;

    Roads(FeedbackDesk desk, ModelRegistry registry, LiveFigures figures) {
      this.desk = desk;
      this.registry = registry;
      this.figures = figures;
    }

    @POST
    @Path("predictions/{id}/feedback")
    public Response one(
        @PathParam("id") String id,
        @QueryParam("replace") @DefaultValue("false") String replace,
        @Context SecurityContext security,
        InputStream body) {
      return new FeedbackResource(desk).tell(id, replace, security, body);
    }

    @POST
    @Path("feedback")
    public Response many(
        @QueryParam("replace") @DefaultValue("false") String replace,
        @HeaderParam("Content-Type") MediaType type,
        @Context SecurityContext security,
        InputStream body) {
      return new FeedbackBatchResource(desk).tell(replace, type, security, body);
    }

    @GET
    @Path("models/{model}/versions/{version}/live")
    public Response live(
        @PathParam("model") ModelName model,
        @PathParam("version") ModelVersion version,
        @QueryParam("window") @DefaultValue("1d") String window) {
      return new LiveResource(registry, figures).get(model, version, window);
    }
  }
}
