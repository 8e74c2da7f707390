package io.sluice.benchmark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Where a server answers for a network.
 *
 * @param server the one that answers
 * @param path from the root of the server
 */
record Endpoint(ServedProcess server, String path) {
  /** The name of the server that serves by hand. */
  static final String CEILING = "ceiling";

  private static final int MOST_TRIES = 100;
  private static final int PAUSE_MILLIS = 50;

  /** The endpoint of a network, on Sluice or on the ceiling. */
  static Endpoint of(ServedProcess server, Subject subject) {
    return new Endpoint(
        server,
        server.name().equals(CEILING)
            ? "/predict/" + subject.model()
            : "/api/v1/models/" + subject.model() + "/predict");
  }

  /** The address for clients that take one. */
  String address() {
    return "http://127.0.0.1:" + server.port() + path;
  }

  /** The address for clients that connect by themselves. */
  InetSocketAddress socket() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
  }

  /** A whole request, as it goes over the wire. */
  byte[] request(Format format, byte[] body) throws IOException {
    String head =
        "POST %s HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nContent-Type: %s\r\nAccept: %s\r\n"
                .formatted(path, server.port(), format.contentType(), format.accept())
            + "Content-Length: %d\r\n\r\n".formatted(body.length);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(head.getBytes(StandardCharsets.US_ASCII));
    bytes.write(body);
    return bytes.toByteArray();
  }

  /**
   * Asks once.
   *
   * @return the body of the answer
   * @throws IOException if the answer is not 200
   */
  byte[] ask(Format format, byte[] body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address()))
            .header("Content-Type", format.contentType())
            .header("Accept", format.accept())
            .POST(BodyPublishers.ofByteArray(body))
            .build();
    HttpResponse<byte[]> response =
        HttpClient.newHttpClient().send(request, BodyHandlers.ofByteArray());
    if (response.statusCode() != 200) {
      throw new IOException(
          "%s answers %d: %s"
              .formatted(
                  address(),
                  response.statusCode(),
                  new String(response.body(), StandardCharsets.UTF_8)));
    }
    return response.body();
  }

  /** Waits until a load before is done with: a request that stood behind it has been answered. */
  void settle(Format format, byte[] body) throws IOException, InterruptedException {
    for (int tries = 1; ; tries++) {
      try {
        ask(format, body);
        return;
      } catch (IOException e) {
        if (tries == MOST_TRIES) {
          throw e;
        }
        TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
      }
    }
  }
}
