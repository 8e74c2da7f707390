package io.sluice.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Rows 59 and 60: what a server that {@code payara/serve} started listens on, and what it answers
 * besides the API.
 */
@Timeout(300)
final class Row59ListenersIT {
  private static final String WAR = System.getProperty("sluice.test.war", "target/sluice.war");

  @TempDir Path data;

  @Test
  void listeners_ofAServedServer_areTheOnePortOnTheOneAddress() throws Exception {
    int port = freePort();
    try (Script serve =
        Script.start(
            "payara/serve",
            "--port",
            Integer.toString(port),
            "--data-dir",
            data.toString(),
            "--war",
            WAR)) {
      serve.await(line -> line.startsWith("Ctrl-C stops it"));

      List<String> sockets = sockets(serve);
      List<String> unexpected = sockets.stream().filter(socket -> !isOurs(socket, port)).toList();
      System.getLogger("row59")
          .log(
              System.Logger.Level.INFO,
              "rows 59 and 60: {0} sockets, unexpected {1}, of Hazelcast {2}",
              sockets.size(),
              unexpected.size(),
              sockets.stream().filter(s -> s.matches(".*:(2904|54327|[56][79]\\d\\d)$")).count());
      assertThat(unexpected).isEmpty();
      assertThat(sockets).anyMatch(socket -> isOurs(socket, port));
      assertThat(paths(port)).isEmpty();
      serve.signal("TERM");
      serve.exit();
    }
  }

  /** "tcp 127.0.0.1:8080" for each socket on which the server waits for somebody. */
  private static List<String> sockets(Script serve) throws Exception {
    List<String> sockets = new ArrayList<>();
    List<String> owners =
        serve.descendants().stream().map(process -> "pid=" + process.pid() + ",").toList();
    Process ss = new ProcessBuilder("ss", "-H", "-ltnup").start();
    for (String line :
        new String(ss.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
      if (owners.stream().anyMatch(line::contains)) {
        String[] columns = line.trim().split("\\s+", -1);
        sockets.add(columns[0] + " " + columns[4]);
      }
    }
    assertThat(ss.waitFor()).isZero();
    return sockets;
  }

  private static boolean isOurs(String socket, int port) {
    return socket.matches("tcp (\\[::ffff:127\\.0\\.0\\.1\\]|127\\.0\\.0\\.1):" + port);
  }

  /** Paths of Payara's that answer, beside those that are meant to. */
  private static Set<String> paths(int port) throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    Set<String> open = new TreeSet<>();
    for (String path :
        List.of(
            "/",
            "/index.html",
            "/management",
            "/management/domain",
            "/monitoring",
            "/asadmin",
            "/__asadmin/version",
            "/rest-client",
            "/openapi-ui",
            "/api",
            "/api/v1",
            "/api/v1/application.wadl",
            "/WEB-INF/web.xml",
            "/META-INF/openapi.yaml",
            "/jolokia",
            "/h2-console",
            "/console",
            "/trace")) {
      int status =
          http.send(
                  HttpRequest.newBuilder(URI.create("http://localhost:" + port + path)).build(),
                  BodyHandlers.ofString())
              .statusCode();
      if (status != 404) {
        open.add(path + " " + status);
      }
    }
    return open;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
