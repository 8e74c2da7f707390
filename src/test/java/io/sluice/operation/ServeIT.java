package io.sluice.operation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Runs {@code payara/serve} as a person does: starts it, pastes what it prints, presses Ctrl-C. */
@Timeout(300)
final class ServeIT {

  private static final String WAR = System.getProperty("sluice.test.war", "target/sluice.war");

  @TempDir Path data;

  @Test
  void serve_builtWar_printsCurlsThatWorkAndStopsOnCtrlC() throws Exception {
    int port = freePort();
    List<ProcessHandle> server;
    try (Script serve = serve(port, data, "--war", WAR)) {
      serve.await(line -> line.startsWith("Ctrl-C stops it"));
      assertThat(serve.output()).contains("Sluice is ready after");
      server = serve.descendants();
      assertThat(server).isNotEmpty();

      List<String> curls =
          serve.lines().stream().map(String::strip).filter(l -> l.startsWith("curl ")).toList();
      assertThat(curls).hasSize(2);
      assertThat(pasted(curls.get(0))).contains("\"model\":\"salary\"", "\"salary\":");
      assertThat(pasted(curls.get(1))).contains("\"model\":\"iris\"", "\"label\":\"setosa\"");

      try (Script second = serve(port, data.resolve("second"), "--war", WAR)) {
        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.output()).contains("port " + port + " is in use");
      }
      try (Script second = serve(freePort(), data, "--war", WAR)) {
        assertThat(second.exit()).isEqualTo(1);
        assertThat(second.output()).contains("the data folder").contains("is in use by process");
      }

      serve.signal("INT");
      assertThat(serve.exit()).isEqualTo(130);
      assertThat(serve.output()).contains("Stopped.");
    }
    assertThat(server).noneMatch(ProcessHandle::isAlive);
    assertThat(data.resolve("server.pid")).doesNotExist();
    // Each line of the pre-boot file was taken.
    String log = Files.readString(data.resolve("logs/server.0.log"));
    assertThat(log).doesNotContain("returned with result FAILURE", "returned with result WARNING");
    try (Stream<String> lines = Files.lines(Checkout.file("payara/preboot.asadmin"))) {
      assertThat(lines.filter(line -> line.startsWith("set ")).map(line -> line.substring(4)))
          .isNotEmpty()
          .allSatisfy(setting -> assertThat(log).contains(setting));
    }
  }

  @ParameterizedTest
  @CsvSource({"text", "json"})
  void serve_warThatCannotBeDeployed_endsWithTheReason(String format) throws Exception {
    Path broken = Files.writeString(data.resolve("broken.war"), "no archive");
    try (Script serve =
        serve(freePort(), data, "--war", broken.toString(), "--log-format", format)) {
      assertThat(serve.exit()).isEqualTo(1);
      assertThat(serve.output())
          .contains("| java.io.IOException: invalid zip file")
          .contains("the application could not be deployed");
      assertThat(serve.descendants()).isEmpty();
    }
  }

  @Test
  void serve_jsonFormat_standardOutputIsTheLogAlone() throws Exception {
    Path broken = Files.writeString(data.resolve("broken.war"), "no archive");
    String command =
        "payara/serve --log-format json --port %d --data-dir '%s' --war '%s' 2>/dev/null"
            .formatted(freePort(), data, broken);
    try (Script serve = Script.start("bash", "-c", command)) {
      assertThat(serve.exit()).isEqualTo(1);
      // While it stops, Java has already taken the formatter away: those two lines are plain.
      assertThat(serve.lines())
          .filteredOn(line -> !line.contains("Payara Micro STOPPED"))
          .filteredOn(line -> !line.contains("PayaraMicroImpl$1 run"))
          .hasSizeGreaterThan(10)
          .allSatisfy(
              line -> assertThat(new ObjectMapper().readTree(line).has("Timestamp")).isTrue());
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--port, none, --port wants a number from 1 to 65535",
    "--port, 65536, --port wants a number from 1 to 65535",
    "--log-format, xml, --log-format is text or json",
    "--models-dir, no/such/folder, there is no folder",
    "--heap, much, --heap wants a size",
    "--set, novalue, --set wants key=value",
    "--prot, 8080, unknown option '--prot'",
  })
  void serve_wrongOption_endsWith2AndSaysWhy(String option, String value, String message)
      throws Exception {
    try (Script serve = Script.start("payara/serve", option, value)) {
      assertThat(serve.exit()).isEqualTo(2);
      assertThat(serve.output()).contains(message).contains("payara/serve --help");
    }
  }

  private static Script serve(int port, Path data, String... more) {
    return Script.start(
        Stream.concat(
                Stream.of(
                    "payara/serve",
                    "--port",
                    Integer.toString(port),
                    "--data-dir",
                    data.toString(),
                    "--start-timeout",
                    "200"),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private static String pasted(String command) throws InterruptedException {
    try (Script shell = Script.start("bash", "-c", command)) {
      assertThat(shell.exit()).isZero();
      return shell.output();
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
