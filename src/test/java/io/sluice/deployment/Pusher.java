package io.sluice.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.testing.Multipart;
import io.sluice.testing.SluiceClient;
import io.sluice.testing.SluiceServer;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

/** Pushes to a server with its admin key, as an operator's script would. */
final class Pusher {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final SluiceClient client;
  private final String key;

  Pusher(SluiceServer server) {
    this.client = server.client();
    this.key = server.adminKey();
  }

  /** Sends a request with the key. */
  HttpResponse<String> send(String method, String path, String type, byte[] body, String... more) {
    HttpRequest.Builder request = client.request(path, more).header("X-API-Key", key);
    if (!type.isEmpty()) {
      request.header("Content-Type", type);
    }
    return client.send(
        request
            .method(
                method,
                body.length == 0 ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body))
            .build());
  }

  HttpResponse<String> send(String method, String path) {
    return send(method, path, "", new byte[0]);
  }

  /** Pushes an archive without a descriptor. */
  HttpResponse<String> put(String model, int version, byte[] archive, String... headers) {
    return send("PUT", version(model, version), "application/zip", archive, headers);
  }

  /** Pushes an archive with its descriptor. */
  HttpResponse<String> put(String model, int version, byte[] archive, String descriptor) {
    return form("PUT", version(model, version), archive, descriptor);
  }

  /** Pushes a form to a path. */
  HttpResponse<String> form(String method, String path, byte[] archive, String descriptor) {
    byte[] body =
        new Multipart()
            .part("model", "application/zip", archive)
            .json("descriptor", descriptor)
            .bytes();
    return send(method, path, Multipart.TYPE, body);
  }

  HttpResponse<String> alias(String model, String alias, int version, String... headers) {
    return send(
        "PUT",
        "/api/v1/models/" + model + "/aliases/" + alias,
        "application/json",
        ("{\"version\":\"" + version + "\"}").getBytes(java.nio.charset.StandardCharsets.UTF_8),
        headers);
  }

  /** Points an alias at a version, whatever its gate says. */
  HttpResponse<String> override(String model, String alias, int version) {
    return alias(model, alias + "?overrideGate=true", version);
  }

  /** The version that answers a prediction of iris. */
  String answering(String path) {
    HttpResponse<String> answer = client.postJson(path, "{\"instances\":[[5.1,3.5,1.4,0.2]]}");
    if (answer.statusCode() != 200) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    return tree(answer).path("version").asText();
  }

  static JsonNode tree(HttpResponse<String> answer) {
    try {
      return JSON.readTree(answer.body());
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + answer.body(), e);
    }
  }

  static String version(String model, int version) {
    return "/api/v1/models/" + model + "/versions/" + version;
  }
}
