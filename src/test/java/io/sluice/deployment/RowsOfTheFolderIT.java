package io.sluice.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.testing.IrisVersions;
import io.sluice.testing.Rows;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rows 17, 27 and 28, as far as they are about the folder that operators drop models into. */
final class RowsOfTheFolderIT {
  private static final int JUNK = 1_000;
  private static final Pusher PUSHER = RowServer.PUSHER;

  @Test
  void row17_oddFiles_areNeverFollowedOrServed() throws Exception {
    Path outside = Files.createDirectories(RowServer.SERVER.data().resolveSibling("outside/1"));
    Files.write(outside.resolve("model.zip"), IrisVersions.archive(41));
    Path folder = RowServer.MODELS;
    Files.createSymbolicLink(folder.resolve("linked"), outside.getParent());
    Files.createSymbolicLink(
        Files.createDirectories(folder.resolve("linked-version")).resolve("1"), outside);
    Files.createSymbolicLink(
        version("linked-file").resolve("model.zip"), outside.resolve("model.zip"));
    Files.createSymbolicLink(version("endless").resolve("model.zip"), Path.of("model.zip"));
    Files.createSymbolicLink(version("linked-device").resolve("model.zip"), Path.of("/dev/zero"));
    assertThat(run("mkfifo", version("pipe").resolve("model.zip").toString())).isZero();
    // Only root may; without, the row has one type less.
    run("mknod", version("device").resolve("model.zip").toString(), "c", "1", "5");
    Files.createDirectories(version("directory").resolve("model.zip"));
    int odd = 0;
    for (String name : List.of("..x", "a b", "UPPER", "x".repeat(200), "new\nline", "%2e%2e")) {
      Files.write(version(name).resolve("model.zip"), IrisVersions.archive(42));
      odd++;
    }
    for (String number : List.of("0", "-1", "01", "1.0", "99999999999", "latest")) {
      Path numbered = Files.createDirectories(folder.resolve("odd-number").resolve(number));
      Files.write(numbered.resolve("model.zip"), IrisVersions.archive(43));
      odd++;
    }
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(folder.resolve("socket")));
      drop("after-odd", 1, IrisVersions.archive(44));
      RowServer.await("the version dropped after them", () -> ready("after-odd", 1));
    }
    List<String> types =
        List.of(
            "linked",
            "linked-version",
            "linked-file",
            "linked-device",
            "endless",
            "pipe",
            "device",
            "directory");
    long served = types.stream().filter(name -> ready(name, 1)).count();
    JsonNode models = Pusher.tree(PUSHER.send("GET", "/api/v1/models"));
    assertThat(models.toString())
        .contains("after-odd")
        .doesNotContain("odd-number", "UPPER", "xxx");
    Rows.figure(
        17, "%d types of files and %d odd names dropped: served %d", types.size(), odd, served);
    assertThat(served).isZero();
  }

  @Test
  void row27_slowCopy_isNotLoadedBeforeItIsComplete() throws IOException {
    int copies = Rows.count(2, 50);
    int premature = 0;
    for (int i = 1; i <= copies; i++) {
      byte[] archive = IrisVersions.archive(50 + i);
      Path file = Files.createDirectories(RowServer.MODELS.resolve("slow/" + i));
      int piece = archive.length / 4 + 1;
      try (OutputStream out = Files.newOutputStream(file.resolve("model.zip"))) {
        for (int from = 0; from < archive.length; from += piece) {
          out.write(Arrays.copyOfRange(archive, from, Math.min(from + piece, archive.length)));
          out.flush();
          if (from + piece < archive.length) {
            // Longer than two looks, so that the file seems to be complete.
            RowServer.pause(1_700);
            premature += ready("slow", i) ? 1 : 0;
          }
        }
      }
      int version = i;
      RowServer.await("the copy to be served", () -> ready("slow", version));
      assertThat(digest("slow", i)).isEqualTo(RowServer.digest(archive));
    }
    Rows.figure(27, "%d slow copies in 4 pieces, premature loads %d", copies, premature);
    assertThat(premature).isZero();
  }

  @Test
  void row28_churnInTheFolder_changesNothingThatServes() throws IOException {
    Path active = drop("churn", 1, IrisVersions.archive(61));
    RowServer.await("the version to serve", () -> ready("churn", 1));
    String digest = digest("churn", 1);
    List<Path> junk = new ArrayList<>();
    try (RowLoad load = new RowLoad("churn", 2)) {
      Files.write(active, IrisVersions.archive(62));
      RowServer.pause(1_500);
      Files.writeString(active, "no archive");
      RowServer.pause(1_500);
      Files.delete(active);
      Path folder = active.getParent();
      for (int i = 0; i < JUNK / 2; i++) {
        junk.add(Files.writeString(folder.resolve(".model.zip.sw" + i), "x"));
        junk.add(Files.createDirectory(RowServer.MODELS.resolve("junk " + i)));
      }
      RowServer.pause(1_500);
      long begin = System.nanoTime();
      drop("after-junk", 1, IrisVersions.archive(63));
      RowServer.await("a version dropped among junk", () -> ready("after-junk", 1));
      double seconds = (System.nanoTime() - begin) / 1e9;
      load.stop();
      long changes = load.answers().values().stream().mapToLong(Set::size).sum() - 1;
      Rows.figure(
          28,
          "active file overwritten twice and deleted, %d junk files: errors %d, version changes %d;"
              + " a drop among them served after %.2f s",
          JUNK,
          load.errors().size(),
          changes,
          seconds);
      assertThat(load.errors()).isEmpty();
      assertThat(changes).isZero();
      assertThat(digest("churn", 1)).isEqualTo(digest);
    } finally {
      for (Path one : junk) {
        Files.delete(one);
      }
    }
  }

  private static Path version(String model) throws IOException {
    return Files.createDirectories(RowServer.MODELS.resolve(model).resolve("1"));
  }

  private static Path drop(String model, int version, byte[] archive) throws IOException {
    Path folder =
        Files.createDirectories(RowServer.MODELS.resolve(model).resolve(Integer.toString(version)));
    return Files.write(folder.resolve("model.zip"), archive);
  }

  private static boolean ready(String model, int version) {
    return Pusher.tree(PUSHER.send("GET", Pusher.version(model, version)))
        .path("state")
        .asText()
        .equals("READY");
  }

  private static String digest(String model, int version) {
    return Pusher.tree(PUSHER.send("GET", Pusher.version(model, version))).path("digest").asText();
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor();
  }
}
