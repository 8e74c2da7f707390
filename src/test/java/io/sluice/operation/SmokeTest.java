package io.sluice.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Shows the smoke test red and green against answers that are made up. */
final class SmokeTest {

  private HttpServer server;
  private String health = "{\"status\":\"UP\",\"checks\":[]}";
  private String salary = "130000.5";
  private String digit = "0";

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void smoke_rightAnswers_isGreen() throws InterruptedException {
    try (Script smoke = smoke()) {
      assertThat(smoke.exit()).as(smoke.output()).isZero();
      assertThat(smoke.output()).contains("answers as it should (6 predictions)");
    }
  }

  @Test
  void smoke_numberOutsideItsTolerance_isRed() throws InterruptedException {
    salary = "99000";
    isRed("salary: salary '99000', wanted 127000 within 0.2");
  }

  @Test
  void smoke_numberThatIsNone_isRed() throws InterruptedException {
    salary = "\"NaN\"";
    isRed("salary: salary 'NaN'");
  }

  @Test
  void smoke_otherLabel_isRed() throws InterruptedException {
    digit = "7";
    isRed("digits: label '7', wanted 0");
  }

  @Test
  void smoke_notReady_isRed() throws InterruptedException {
    health = "{\"status\":\"DOWN\",\"checks\":[]}";
    isRed("/health/ready: {\"status\":\"DOWN\"");
  }

  @Test
  void smoke_noServer_isRed() throws InterruptedException {
    server.stop(0);
    isRed("/health/ready: ");
  }

  private void isRed(String message) throws InterruptedException {
    try (Script smoke = smoke()) {
      assertThat(smoke.exit()).isEqualTo(1);
      assertThat(smoke.output()).contains(message);
    }
  }

  private Script smoke() {
    return Script.start("payara/smoke", "http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void answer(HttpExchange exchange) throws IOException {
    String target = exchange.getRequestURI().toString();
    String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    byte[] answer = answerTo(target, body).getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, answer.length);
    exchange.getResponseBody().write(answer);
    exchange.close();
  }

  private String answerTo(String target, String body) {
    if (target.equals("/health/ready")) {
      return health;
    }
    if (target.equals("/api/v1/models")) {
      return "{\"models\":[\"breast-cancer\",\"digits\",\"iris\",\"salary\"]}";
    }
    if (target.contains("predict_salary")) {
      return answer("{\"salary\":" + (target.contains("AsstProf") ? "84000" : salary) + "}");
    }
    if (target.contains("/digits/")) {
      return answer("{\"label\":\"" + digit + "\",\"probability\":0.9}");
    }
    if (target.contains("/breast-cancer/")) {
      return answer("{\"label\":\"malignant\",\"probability\":0.9}");
    }
    return answer(
        "{\"label\":\""
            + (body.contains("5.1") ? "setosa" : "virginica")
            + "\",\"probability\":1}");
  }

  private static String answer(String prediction) {
    return "{\"model\":\"m\",\"version\":\"1\",\"predictions\":[" + prediction + "]}";
  }
}
