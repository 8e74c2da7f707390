package io.sluice.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is counted, and how often; how fast it was is nothing a test can hold to. */
final class OpenLoopTest {
  private static final byte[] REQUEST =
      "POST /p HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}"
          .getBytes(StandardCharsets.US_ASCII);
  private static final OpenLoop.Limits LIMITS =
      new OpenLoop.Limits(
          8, Duration.ofNanos(50_000), Duration.ofSeconds(10), Duration.ofSeconds(10));

  private final AtomicInteger asked = new AtomicInteger();
  private final ExecutorService threads = Executors.newFixedThreadPool(2);
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/p",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          int status = asked.incrementAndGet() % 4 == 0 ? 503 : 200;
          exchange.sendResponseHeaders(status, 2);
          exchange.getResponseBody().write(new byte[2]);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void run_atARate_sendsEveryRequestOnceAndCountsItsStatus() throws IOException {
    Outcomes outcomes =
        new OpenLoop(server.getAddress(), REQUEST, LIMITS).run(400, Duration.ofMillis(500));

    assertThat(outcomes.counts()).isEqualTo(Map.of(200, 150L, 503, 50L));
    assertThat(asked).hasValue(200);
    assertThat(outcomes.millis(status -> status == 200, 0.5)).isPositive();
  }

  @Test
  void run_againstAClosedPort_countsEveryRequestAsBroken() throws IOException {
    InetSocketAddress nobody;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      nobody = new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
    }

    Outcomes outcomes = new OpenLoop(nobody, REQUEST, LIMITS).run(100, Duration.ofMillis(100));

    assertThat(outcomes.counts()).isEqualTo(Map.of(Outcomes.BROKEN, 10L));
  }

  @Test
  void run_againstAServerThatCloses_saysWithWhatItsRequestsFailed() throws IOException {
    try (ServerSocket closing = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      threads.execute(
          () -> {
            try (Socket connection = closing.accept()) {
              connection.getInputStream().readNBytes(REQUEST.length);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      InetSocketAddress address =
          new InetSocketAddress(closing.getInetAddress(), closing.getLocalPort());

      Outcomes outcomes = new OpenLoop(address, REQUEST, LIMITS).run(10, Duration.ofMillis(100));

      assertThat(outcomes.counts()).isEqualTo(Map.of(Outcomes.BROKEN, 1L));
      assertThat(outcomes.failures()).isEqualTo(Map.of("closed by the server", 1L));
    }
  }

  @Test
  void run_whoseLastAnswerIsLate_waitsForItAsLongAsTheGraceIs() throws IOException {
    server.createContext(
        "/late",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          LockSupport.parkNanos(Duration.ofMillis(300).toNanos());
          exchange.sendResponseHeaders(200, -1);
          exchange.close();
        });
    byte[] request =
        "POST /late HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}"
            .getBytes(StandardCharsets.US_ASCII);
    OpenLoop.Limits impatient =
        new OpenLoop.Limits(1, LIMITS.look(), Duration.ofMillis(1), LIMITS.grace());

    Outcomes outcomes =
        new OpenLoop(server.getAddress(), request, impatient).run(10, Duration.ofMillis(100));

    assertThat(outcomes.counts()).isEqualTo(Map.of(200, 1L));
  }

  @Test
  void run_againstAServerThatNeverAnswers_endsAndCountsAll() throws IOException {
    OpenLoop.Limits limits =
        new OpenLoop.Limits(3, LIMITS.look(), Duration.ofMillis(50), Duration.ofMillis(50));
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      InetSocketAddress address =
          new InetSocketAddress(silent.getInetAddress(), silent.getLocalPort());

      Outcomes outcomes = new OpenLoop(address, REQUEST, limits).run(100, Duration.ofMillis(200));

      assertThat(outcomes.counts())
          .isEqualTo(Map.of(Outcomes.UNANSWERED, 3L, Outcomes.UNSENT, 17L));
    }
  }
}
