package io.sluice.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.testing.SecuredServer;
import io.sluice.testing.ServerOptions;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Row 56 over HTTP: guesses are limited, and a key stands nowhere but with its owner. */
final class Row56KeyGuessingIT {
  private static final int GUESSES = 2000;
  private static SecuredServer server;

  @BeforeAll
  static void start() {
    server = SecuredServer.start(ServerOptions.defaults());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void guesses_overHttp_areLimitedAndOtherKeysGoOn() {
    JsonNode victim = server.makeKey("\"roles\":[\"predict\"]");
    int successes = 0;
    int refused = 0;
    int limited = 0;
    for (int i = 0; i < GUESSES; i++) {
      String secret = KeyText.make(new SecureRandom()).reveal().substring(21);
      int status = status("slk_" + victim.path("id").asText() + "_" + secret);
      successes += status == 200 ? 1 : 0;
      refused += status == 401 ? 1 : 0;
      limited += status == 429 ? 1 : 0;
    }

    System.getLogger("row56")
        .log(
            System.Logger.Level.INFO,
            "row 56: {0} guesses by HTTP, {1} successes, {2} refused, {3} limited",
            GUESSES,
            successes,
            refused,
            limited);
    assertThat(successes).isZero();
    assertThat(refused + limited).isEqualTo(GUESSES);
    assertThat(limited).isGreaterThan(GUESSES * 9 / 10);
    assertThat(status(server.adminKey())).as("another key, the same address").isEqualTo(200);
  }

  @Test
  void keys_atRest_areNowhereInPlain() throws IOException, InterruptedException {
    String key = server.makeKey("\"roles\":[\"predict\"]").path("key").asText();
    for (int i = 0; i < 50; i++) {
      assertThat(status(key)).isEqualTo(200);
    }
    // What was read from the network last lies in its buffers until something else does.
    for (int i = 0; i < 2000; i++) {
      assertThat(server.client().get("/api/v1/info", "X-Filler", "x".repeat(2000)).statusCode())
          .isEqualTo(200);
    }
    Path dump = server.data().resolve("heap.hprof");
    assertThat(jcmd("GC.heap_dump", dump.toString())).isZero();
    List<Path> files = new ArrayList<>(List.of(dump, server.server().log()));
    try (Stream<Path> all = Files.walk(server.data())) {
      all.filter(Files::isRegularFile)
          .filter(file -> !file.endsWith("admin.key"))
          .forEach(files::add);
    }
    List<String> hits = new ArrayList<>();
    for (Path file : files) {
      for (Charset charset :
          List.of(
              StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
        for (String secret : List.of(key.substring(21), server.adminKey().substring(21))) {
          if (contains(file, secret.getBytes(charset))) {
            hits.add(file.getFileName() + " " + charset);
          }
        }
      }
    }

    System.getLogger("row56")
        .log(
            System.Logger.Level.INFO,
            "row 56: {0} files and a heap of {1} MiB searched, {2} plaintext hits",
            files.size(),
            Files.size(dump) >> 20,
            hits.size());
    Files.delete(dump);
    assertThat(hits).isEmpty();
  }

  @Test
  void adminKey_file_isForItsOwnerAlone() throws IOException {
    Path file = server.data().resolve("admin.key");

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(Files.readString(file)).matches("slk_[0-9a-f]{16}_[A-Za-z0-9_-]{43}\n");
    assertThat(Files.readString(server.server().log())).contains("admin.key");
  }

  private static int status(String key) {
    return server.client().get("/api/v1/models/iris", "X-API-Key", key).statusCode();
  }

  private static int jcmd(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
    command.add(Long.toString(server.server().process().pid()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(server.data().resolve("jcmd.out").toFile())
        .start()
        .waitFor();
  }

  /** Whether a file holds these bytes. None of them begins a second time within the first ones. */
  private static boolean contains(Path file, byte[] wanted) throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 20)) {
      byte[] block = new byte[1 << 20];
      int kept = 0;
      int read;
      while ((read = in.read(block, kept, block.length - kept)) > 0) {
        int end = kept + read;
        for (int at = 0; at + wanted.length <= end; at++) {
          if (block[at] == wanted[0]
              && Arrays.equals(block, at, at + wanted.length, wanted, 0, wanted.length)) {
            return true;
          }
        }
        kept = Math.min(end, wanted.length - 1);
        System.arraycopy(block, end - kept, block, 0, kept);
      }
      return false;
    }
  }
}
