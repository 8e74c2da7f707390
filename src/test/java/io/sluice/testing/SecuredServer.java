package io.sluice.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.security.Tokens;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;

/** A real server that takes keys and the tokens of a test's own issuer. */
public final class SecuredServer implements AutoCloseable {
  private final SluiceServer server;
  private final Path data;
  private final Tokens tokens;
  private final String adminKey;

  private SecuredServer(SluiceServer server, Path data, Tokens tokens, String adminKey) {
    this.server = server;
    this.data = data;
    this.tokens = tokens;
    this.adminKey = adminKey;
  }

  /** The one that tests of this JVM share; it never tires of wrong credentials. Never closed. */
  public static SecuredServer shared() {
    return Shared.SERVER;
  }

  /** Starts it, with a data directory of its own. */
  public static SecuredServer start(ServerOptions options) {
    try {
      Path data = Files.createTempDirectory(TestPaths.target(), "secured-data-");
      Tokens tokens = Tokens.at(System.currentTimeMillis() / 1000);
      Path keys = Files.writeString(data.resolve("issuer.json"), tokens.jwks());
      SluiceServer server =
          SluiceServer.start(
              options
                  .withSystemProperty("sluice.data.dir", data.toString())
                  .withSystemProperty("mp.jwt.verify.issuer", Tokens.ISSUER)
                  .withSystemProperty("mp.jwt.verify.audiences", Tokens.AUDIENCE)
                  .withSystemProperty("mp.jwt.verify.publickey.location", keys.toString()));
      return new SecuredServer(
          server, data, tokens, Files.readString(data.resolve("admin.key")).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The server itself. */
  public SluiceServer server() {
    return server;
  }

  /** For talking to it. */
  public SluiceClient client() {
    return server.client();
  }

  /** Its data directory. */
  public Path data() {
    return data;
  }

  /** The issuer that it trusts. */
  public Tokens tokens() {
    return tokens;
  }

  /** The key that it made at its first start. */
  public String adminKey() {
    return adminKey;
  }

  /**
   * Makes a key.
   *
   * @param roles and models as JSON: {@code "roles":["predict"],"models":["iris"]}
   * @return its id and its text, in the form of the contract
   */
  public JsonNode makeKey(String roles) {
    HttpResponse<String> answer =
        client()
            .post(
                "/api/v1/keys",
                "application/json",
                "{\"label\":\"a test\"," + roles + "}",
                "X-API-Key",
                adminKey);
    if (answer.statusCode() != 201) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
    try {
      return new ObjectMapper().readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends a key; the status of the answer. */
  public int endKey(String id, String with) {
    HttpRequest request =
        client()
            .request("/api/v1/keys/" + id, "X-API-Key", with)
            .method("DELETE", BodyPublishers.noBody())
            .build();
    return client().send(request).statusCode();
  }

  @Override
  public void close() {
    server.close();
  }

  /** Started when first asked for, once; stopped with the JVM. */
  private static final class Shared {
    static final SecuredServer SERVER =
        start(
            ServerOptions.defaults()
                .withSystemProperty("sluice.security.wrong-credentials-per-minute", "100000"));
  }
}
