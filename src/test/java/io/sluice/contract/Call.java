package io.sluice.contract;

import io.sluice.testing.SluiceClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/**
 * One request to a running server, and the answer that it is made to provoke.
 *
 * @param operationId the operation whose answer it is
 * @param status the answer expected
 * @param method may be another than the operation's: that is how a 405 is provoked
 * @param path path and query
 * @param accept the media type asked for
 * @param contentType of the body; empty for none
 * @param body sent as UTF-8
 */
record Call(
    String operationId,
    int status,
    String method,
    String path,
    String accept,
    String contentType,
    String body) {
  private static final int SHOWN = 60;

  static Call get(String operationId, int status, String path, String accept) {
    return new Call(operationId, status, "GET", path, accept, "", "");
  }

  static Call post(
      String operationId, int status, String path, String accept, String contentType, String body) {
    return new Call(operationId, status, "POST", path, accept, contentType, body);
  }

  /** A method that no path of the contract takes. */
  static Call patch(String operationId, String path) {
    return new Call(operationId, 405, "PATCH", path, Contract.JSON, "", "");
  }

  HttpResponse<String> send(SluiceClient client) {
    HttpRequest.Builder request = client.request(path, "Accept", accept);
    if (contentType.isEmpty()) {
      return client.send(request.method(method, BodyPublishers.noBody()).build());
    }
    return client.send(
        request
            .header("Content-Type", contentType)
            .method(method, BodyPublishers.ofString(body))
            .build());
  }

  @Override
  public String toString() {
    String shown = body.length() > SHOWN ? body.substring(0, SHOWN) + "..." : body;
    return "%s %d: %s %s, %s, %s %s"
        .formatted(operationId, status, method, path, accept, contentType, shown.strip());
  }
}
