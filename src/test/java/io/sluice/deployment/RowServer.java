package io.sluice.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.security.Tokens;
import io.sluice.testing.JwksServer;
import io.sluice.testing.ModelFolders;
import io.sluice.testing.ServerOptions;
import io.sluice.testing.SluiceServer;
import io.sluice.testing.TestPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The server that the rows share: each works on models of its own. Stopped with the JVM. */
final class RowServer {
  /** A model that must be signed by {@link #SIGNER}; all others need not be. */
  static final String SIGNED = "row58-signed";

  static final Signer SIGNER = new Signer("row58");

  /** Its key is known, but may not sign that model. */
  static final Signer UNLISTED = new Signer("row58-other");

  static final Tokens TOKENS = Tokens.at(System.currentTimeMillis() / 1000);
  static final JwksServer JWKS = new JwksServer(TOKENS.jwks());
  static final Path MODELS = folder();
  static final SluiceServer SERVER = SluiceServer.start(options());
  static final Pusher PUSHER = new Pusher(SERVER);
  private static final String INSTANCE = "{\"instances\":[[5.1,3.5,1.4,0.2]]}";

  private RowServer() {}

  /** A folder of models with the sample iris, looked through twice a second, and many pushes. */
  static ServerOptions options() {
    return ServerOptions.defaults()
        .withModels(MODELS)
        .withSystemProperty("sluice.push.max-pending", "64")
        .withSystemProperty("sluice.folder.interval", "PT0.5S")
        .withSystemProperty("sluice.intake.signing-keys.row58", SIGNER.publicKey())
        .withSystemProperty("sluice.intake.signing-keys.row58-other", UNLISTED.publicKey())
        .withSystemProperty("sluice.model." + SIGNED + ".signing-keys", "row58")
        .withSystemProperty("mp.jwt.verify.issuer", Tokens.ISSUER)
        .withSystemProperty("mp.jwt.verify.audiences", Tokens.AUDIENCE)
        .withSystemProperty("mp.jwt.verify.publickey.location", JWKS.location());
  }

  /** Pushes a version and is answered 201. */
  static void push(String model, int version, byte[] archive) {
    HttpResponse<String> answer = PUSHER.put(model, version, archive);
    if (answer.statusCode() != 201) {
      throw new AssertionError(answer.statusCode() + " " + answer.body());
    }
  }

  /** What one instance is predicted to be. */
  static HttpResponse<String> predict(SluiceServer server, String path) {
    return server.client().postJson(path + "/predict", INSTANCE);
  }

  static String path(String model) {
    return "/api/v1/models/" + model;
  }

  /** The versions of a model, as the server lists them. */
  static JsonNode versions(String model) {
    return Pusher.tree(PUSHER.send("GET", path(model) + "/versions")).path("versions");
  }

  static String digest(byte[] bytes) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
      return "sha256:" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Waits at most a minute. */
  static void await(String what, BooleanSupplier condition) {
    for (int i = 0; i < 600; i++) {
      if (condition.getAsBoolean()) {
        return;
      }
      pause(100);
    }
    throw new AssertionError("a minute passed without " + what);
  }

  static void pause(long millis) {
    try {
      TimeUnit.MILLISECONDS.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static Path folder() {
    try {
      Path folder = Files.createTempDirectory(TestPaths.target(), "row-models-");
      ModelFolders.copySample("iris", folder);
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
