package io.sluice.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.testing.ModelFolders;
import io.sluice.testing.ServerOptions;
import io.sluice.testing.SluiceClient;
import io.sluice.testing.SluiceServer;
import io.sluice.testing.TestPaths;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reads the log of a server that writes JSON lines, as {@code payara/serve} sets it up. */
final class AccessLogIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FLOWER =
      "sepal_length=5.1&sepal_width=3.5&petal_length=1.4&petal_width=0.2";

  @TempDir Path folder;

  @Test
  void log_requests_isOneJsonObjectALineWithoutPayload() throws IOException {
    Path models = Files.createDirectories(folder.resolve("models"));
    ModelFolders.copySample("iris", models);
    Path log;
    try (SluiceServer server = SluiceServer.start(options(models))) {
      log = server.log();
      SluiceClient client = server.client();
      assertThat(client.get("/api/v1/predict_iris?" + FLOWER, "X-Request-Id", "good").body())
          .contains("setosa");
      client.postJson("/api/v1/models/iris/predict", "{\"instances\":[{\"secret\":\"hush\"}]}");
      client.get("/api/v1/models/made-up%0Aforged/predict?a=hush", "X-Request-Id", "odd");
      client.get("/api/v1/hush%0D%0Aforged?x=hush", "X-Request-Id", "forged id");
    }

    List<JsonNode> lines = accessLines(log);

    JsonNode good = lines.get(0);
    assertThat(good.path("requestId").textValue()).isEqualTo("good");
    assertThat(good.path("method").textValue()).isEqualTo("GET");
    assertThat(good.path("route").textValue()).isEqualTo("/api/v1/{operation}");
    assertThat(good.path("model").textValue()).isEqualTo("iris");
    assertThat(good.path("version").textValue()).isEqualTo("1");
    assertThat(good.path("status").textValue()).isEqualTo("200");
    assertThat(Double.parseDouble(good.path("durationMillis").textValue())).isPositive();
    assertThat(Long.parseLong(good.path("bytes").textValue())).isGreaterThan(100);
    assertThat(lines)
        .extracting(line -> line.path("status").textValue())
        .containsExactly("200", "400", "404", "404");
    assertThat(lines.get(1).path("model").textValue()).isEqualTo("iris");
    assertThat(lines.get(2).path("requestId").textValue()).isEqualTo("odd");
    assertThat(lines.get(2).has("model")).isFalse();
    assertThat(lines.get(3).path("route").textValue()).isEqualTo("unmatched");
    assertThat(Files.readString(log)).doesNotContain("hush", "forged", "sepal_length=");
    assertThat(Files.readString(log))
        .contains("Nobody reads the key sluice.modles.dir; did you mean sluice.models.dir?");
  }

  @Test
  void log_switchedOff_hasNoRequests() throws IOException {
    ServerOptions options =
        ServerOptions.defaults()
            .withModels(folder)
            .withSystemProperty("sluice.access-log.enabled", "false");
    Path log;
    try (SluiceServer server = SluiceServer.start(options)) {
      log = server.log();
      assertThat(server.client().get("/api/v1/models").statusCode()).isEqualTo(200);
    }

    assertThat(Files.readString(log)).contains("ready in").doesNotContain(AccessLogFilter.LOGGER);
  }

  private ServerOptions options(Path models) throws IOException {
    String shipped =
        Files.readString(TestPaths.basedir().resolve("payara/logging-json.properties"));
    Path logging = folder.resolve("logging.properties");
    Files.writeString(logging, shipped.replace("@LOGS@", folder.toString()));
    return ServerOptions.defaults()
        .withModels(models)
        .withSystemProperty("sluice.modles.dir", "x")
        .withArguments("--logproperties", logging.toString());
  }

  private static List<JsonNode> accessLines(Path log) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : Files.readAllLines(log)) {
      // What the JVM itself says before the server has its log comes without a form.
      if (line.startsWith("{") && line.contains("\"" + AccessLogFilter.LOGGER + "\"")) {
        lines.add(JSON.readTree(line));
      }
    }
    return lines;
  }
}
