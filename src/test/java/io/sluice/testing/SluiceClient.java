package io.sluice.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Objects;

/**
 * Talks HTTP to one server, with the JDK's client. Each call has a minute to be answered.
 *
 * @param base the server's address without a path, such as {@code http://localhost:8080}
 */
public record SluiceClient(URI base) {

  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private static final HttpClient HTTP =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();

  /** Checks its argument. */
  public SluiceClient {
    Objects.requireNonNull(base, "base is null");
  }

  /**
   * Gets a path.
   *
   * @param path path and query, already encoded, beginning with a slash
   * @param headers names and values by turns
   */
  public HttpResponse<String> get(String path, String... headers) {
    return send(request(path, headers).GET().build());
  }

  /**
   * Posts a text.
   *
   * @param path path and query, already encoded, beginning with a slash
   * @param contentType the body's media type
   * @param body the body, sent as UTF-8
   * @param headers further names and values by turns
   */
  public HttpResponse<String> post(
      String path, String contentType, String body, String... headers) {
    return send(
        request(path, headers)
            .header("Content-Type", contentType)
            .POST(BodyPublishers.ofString(body))
            .build());
  }

  /** Posts a JSON text and asks for JSON. */
  public HttpResponse<String> postJson(String path, String body) {
    return post(path, "application/json", body, "Accept", "application/json");
  }

  /** A request to be completed by the caller, for {@link #send}. */
  public HttpRequest.Builder request(String path, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE);
    return headers.length == 0 ? request : request.headers(headers);
  }

  /**
   * Sends a request and waits for the whole answer.
   *
   * @throws AssertionError if there is none
   */
  public HttpResponse<String> send(HttpRequest request) {
    return send(request, BodyHandlers.ofString());
  }

  /** As {@link #send(HttpRequest)}, with the answer's body read in another way. */
  public <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
    try {
      return HTTP.send(request, body);
    } catch (IOException e) {
      throw new AssertionError("No answer to " + request, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("Interrupted while waiting for " + request, e);
    }
  }

  /** Whether the server says it is ready; false also while it does not answer. */
  boolean isReady() {
    try {
      HttpResponse<String> answer =
          HTTP.send(request("/health/ready").GET().build(), BodyHandlers.ofString());
      // A server that has not deployed the application yet has no checks, and so all are well.
      return answer.statusCode() == 200 && answer.body().contains("\"models\"");
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
