package io.sluice.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.IrisVersions;
import io.sluice.testing.Multipart;
import io.sluice.testing.Rows;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** Row 63: what names an address is refused, and nobody calls there. */
final class RowsOfAddressesIT {
  private static final Pusher PUSHER = RowServer.PUSHER;

  @Test
  void row63_addresses_areNeverFollowed() throws IOException {
    byte[] none = new byte[0];
    int refused = 0;
    int connections = 0;
    try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      String url = "http://127.0.0.1:" + listener.getLocalPort() + "/model.zip";
      String entity =
          "<?xml version=\"1.0\"?><!DOCTYPE m SYSTEM \"%s\" [<!ENTITY u SYSTEM \"%s\">]><m>&u;</m>"
              .formatted(url, url);
      String form =
          "--b\r\nContent-Disposition: form-data; name=\"url\"\r\n\r\n" + url + "\r\n--b--\r\n";
      String[][] bodies = {
        {"application/json", "{\"url\":\"" + url + "\"}"},
        {"application/zip", "{\"url\":\"" + url + "\"}"},
        {"text/uri-list", url + "\r\n"},
        {"application/zip", url},
        {"application/xml", entity},
        {"multipart/form-data; boundary=b", form},
        {"message/external-body; access-type=URL; URL=\"" + url + "\"", "x"},
        {"application/x-www-form-urlencoded", "url=" + url},
      };
      for (String[] body : bodies) {
        byte[] bytes = body[1].getBytes(StandardCharsets.UTF_8);
        refused += refused(PUSHER.send("PUT", Pusher.version("far", 1), body[0], bytes));
        refused += refused(PUSHER.send("POST", "/api/v1/models/far/versions", body[0], bytes));
      }
      byte[] pointing =
          new Multipart()
              .part("model", "application/zip", IrisVersions.archive(4))
              .json("descriptor", "{\"$ref\":\"" + url + "\",\"url\":\"" + url + "\"}")
              .bytes();
      refused += refused(PUSHER.send("PUT", Pusher.version("far", 1), Multipart.TYPE, pointing));
      refused += refused(PUSHER.send("PUT", Pusher.version("far", 1), "application/zip", none));
      refused +=
          refused(
              PUSHER.send(
                  "POST",
                  "/api/v1/models/iris/predict",
                  "application/xml",
                  entity.getBytes(StandardCharsets.UTF_8)));
      listener.setSoTimeout(2_000);
      try (Socket caller = listener.accept()) {
        connections += caller.isConnected() ? 1 : 0;
      } catch (java.net.SocketTimeoutException e) {
        // Nobody came.
      }
    }
    Rows.figure(
        63,
        "%d requests that name an address, refused %d, connections %d",
        19,
        refused,
        connections);
    assertThat(refused).isEqualTo(19);
    assertThat(connections).isZero();
    assertThat(PUSHER.send("GET", RowServer.path("far")).statusCode()).isEqualTo(404);
  }

  private static int refused(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
    return 1;
  }
}
