package io.sluice.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.IrisVersions;
import io.sluice.testing.Rows;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Rows 25 and 26, and how long a push takes. */
final class RowsOfPushesIT {
  private static final Pusher PUSHER = RowServer.PUSHER;

  @Test
  void row25_manyPushOneNumber_oneWins() throws Exception {
    int rounds = Rows.count(1, 100);
    int clients = Rows.count(20, 50);
    List<byte[]> archives = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      archives.add(IrisVersions.archive(100 + i));
    }
    int alone = 0;
    int conflicts = 0;
    int busy = 0;
    for (int round = 1; round <= rounds; round++) {
      List<HttpResponse<String>> answers = race(archives, round);
      List<String> won = new ArrayList<>();
      for (int i = 0; i < clients; i++) {
        int status = answers.get(i).statusCode();
        assertThat(status).as(answers.get(i).body()).isIn(201, 409, 503);
        if (status == 201) {
          won.add(RowServer.digest(archives.get(i)));
        }
        conflicts += status == 409 ? 1 : 0;
        busy += status == 503 ? 1 : 0;
      }
      assertThat(won).hasSize(1);
      assertThat(
              Pusher.tree(PUSHER.send("GET", Pusher.version("race25", round)))
                  .path("digest")
                  .asText())
          .isEqualTo(won.get(0));
      alone += won.size();
    }
    Rows.figure(
        25,
        "%d clients push one number: winners = 1 in %d/%d rounds, conflicts %d, busy %d",
        clients,
        alone,
        rounds,
        conflicts,
        busy);
  }

  private static List<HttpResponse<String>> race(List<byte[]> archives, int version)
      throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(archives.size());
    CountDownLatch go = new CountDownLatch(1);
    try {
      List<Future<HttpResponse<String>>> pushes = new ArrayList<>();
      for (byte[] archive : archives) {
        pushes.add(
            threads.submit(
                () -> {
                  go.await();
                  return PUSHER.put("race25", version, archive);
                }));
      }
      go.countDown();
      List<HttpResponse<String>> answers = new ArrayList<>();
      for (Future<HttpResponse<String>> push : pushes) {
        answers.add(push.get());
      }
      return answers;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void row26_retriesOfAPush_makeNoFurtherVersion() throws IOException {
    int retries = Rows.count(10, 200);
    int cuts = Rows.count(2, 50);
    byte[] archive = IrisVersions.archive(3);
    RowServer.push("retry", 1, archive);
    for (int i = 0; i < retries; i++) {
      HttpResponse<String> again = PUSHER.put("retry", 1, archive);
      assertThat(again.statusCode()).as(again.body()).isEqualTo(200);
      assertThat(Pusher.tree(again).path("digest").asText()).isEqualTo(RowServer.digest(archive));
    }
    for (int i = 0; i < cuts; i++) {
      int version = 2 + i;
      byte[] other = IrisVersions.archive(30 + i);
      sendAndHangUp("retry", version, other);
      RowServer.await(
          "an answer to the retry",
          () -> {
            HttpResponse<String> again = PUSHER.put("retry", version, other);
            assertThat(again.statusCode()).as(again.body()).isIn(200, 201, 409);
            return again.statusCode() != 409;
          });
    }
    int duplicates = RowServer.versions("retry").size() - 1 - cuts;
    Rows.figure(
        26,
        "%d retries, and of %d pushes whose answers were lost: further versions %d",
        retries,
        cuts,
        duplicates);
    assertThat(duplicates).isZero();
  }

  /** Sends a whole push and never reads its answer. */
  private static void sendAndHangUp(String model, int version, byte[] archive) throws IOException {
    try (Socket socket =
        new Socket(InetAddress.getLoopbackAddress(), RowServer.SERVER.uri().getPort())) {
      String head =
          "PUT %s HTTP/1.1\r\nHost: localhost\r\nX-API-Key: %s\r\nContent-Type: application/zip\r\n"
                  .formatted(Pusher.version(model, version), RowServer.SERVER.adminKey())
              + "Content-Length: %d\r\n\r\n".formatted(archive.length);
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(archive);
      socket.getOutputStream().flush();
      RowServer.pause(100);
    }
  }

  @Test
  void push_toItsFirstAnswer_takes() {
    int[] widths = Rows.full() ? new int[] {31_250, 3_125_000} : new int[] {31_250};
    for (int width : widths) {
      byte[] archive = IrisVersions.archive(5, width);
      int version = 1 + RowServer.versions("size").size();
      long begin = System.nanoTime();
      HttpResponse<String> answer = PUSHER.put("size", version, archive);
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
      assertThat(PUSHER.answering(RowServer.path("size") + "/predict"))
          .isEqualTo(Integer.toString(version));
      System.out.printf(
          "row push: %.1f MB pushed, %.2f s to the first answer%n",
          archive.length / 1e6, (System.nanoTime() - begin) / 1e9);
    }
  }
}
