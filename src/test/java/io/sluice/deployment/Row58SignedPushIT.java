package io.sluice.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.security.Tokens;
import io.sluice.testing.IrisVersions;
import io.sluice.testing.Multipart;
import io.sluice.testing.Rows;
import io.sluice.testing.TestPaths;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 58 over HTTP: signed models, and pushes by whoever a living issuer vouches for. */
final class Row58SignedPushIT {
  private static final String MODEL = RowServer.SIGNED;
  private static final Pusher PUSHER = RowServer.PUSHER;

  @Test
  void row58_onlyWhatTheListedKeySigned_isTaken(@TempDir Path folder) throws Exception {
    byte[] archive = IrisVersions.archive(581);
    byte[] other = IrisVersions.archive(582);
    assertThat(reason(PUSHER.put(MODEL, 2, archive))).isEqualTo("SIGNATURE_MISSING");

    assertThat(PUSHER.put(MODEL, 2, archive, RowServer.SIGNER.headers(MODEL, 2, archive)))
        .returns(201, HttpResponse::statusCode);
    assertThat(form(3, other).statusCode()).isEqualTo(201);
    assertThat(script(folder, 4, IrisVersions.archive(583))).isZero();
    assertThat(PUSHER.answering(RowServer.path(MODEL) + "/predict")).isEqualTo("4");

    Signer stranger = new Signer("row58");
    Signer unlisted = RowServer.UNLISTED;
    Map<String, HttpResponse<String>> refused =
        Map.of(
            "SIGNATURE_INVALID",
            PUSHER.put(MODEL, 5, archive, stranger.headers(MODEL, 5, archive)),
            "SIGNING_KEY",
            PUSHER.put(MODEL, 5, archive, unlisted.headers(MODEL, 5, archive)),
            "MANIFEST_DIFFERS",
            PUSHER.put(MODEL, 5, archive, RowServer.SIGNER.headers(MODEL, 5, other)),
            "VERSION_REPLAYED",
            PUSHER.put(MODEL, 1, archive, RowServer.SIGNER.headers(MODEL, 1, archive)));
    refused.forEach((reason, answer) -> assertThat(reason(answer)).isEqualTo(reason));
    assertThat(RowServer.versions(MODEL)).hasSize(3);
    JsonNode audit =
        Pusher.tree(PUSHER.send("GET", "/api/v1/audit?action=version.push&limit=1000"));
    assertThat(audit.toString()).contains(refused.keySet()).contains("SIGNATURE_MISSING");
    Rows.figure(
        58,
        "over HTTP: 3 signed pushes taken, by headers, form and payara/push; %d ill-signed refused"
            + " and in the audit, accepted 0",
        refused.size() + 1);
  }

  @Test
  void row58_tokensOfALivingIssuer_areHeldAgainstItsKeys() {
    Tokens tokens = RowServer.TOKENS;
    byte[] archive = IrisVersions.archive(585);
    String admin = tokens.rs256(tokens.claims("model-admin"));

    assertThat(push(archive, tokens.stranger(tokens.claims("model-admin")))).isEqualTo(401);
    assertThat(push(archive, tokens.hs256(tokens.claims("model-admin")))).isEqualTo(401);
    assertThat(push(archive, tokens.rs256(tokens.claims("predict")))).isEqualTo(403);
    assertThat(push(archive, admin)).isEqualTo(201);
    assertThat(push(archive, admin)).isEqualTo(200);

    assertThat(PUSHER.answering("/api/v1/models/by-token/predict")).isEqualTo("1");
    JsonNode audit =
        Pusher.tree(PUSHER.send("GET", "/api/v1/audit?model=by-token&action=version.push"));
    assertThat(audit.at("/entries/0/actor").asText()).startsWith("jwt:").endsWith("anna");
    assertThat(RowServer.JWKS.fetches()).as("the keys are kept").isEqualTo(1);
  }

  private static int push(byte[] archive, String token) {
    HttpRequest request =
        RowServer.SERVER
            .client()
            .request("/api/v1/models/by-token/versions/1", "Authorization", "Bearer " + token)
            .header("Content-Type", "application/zip")
            .PUT(BodyPublishers.ofByteArray(archive))
            .build();
    return RowServer.SERVER.client().send(request).statusCode();
  }

  private static HttpResponse<String> form(int version, byte[] archive) {
    byte[] manifest = RowServer.SIGNER.manifest(MODEL, version, archive);
    byte[] body =
        new Multipart()
            .part("model", "application/zip", archive)
            .part("manifest", "application/json", manifest)
            .part(
                "signature",
                "text/plain",
                RowServer.SIGNER.sign(manifest).getBytes(StandardCharsets.US_ASCII))
            .bytes();
    return PUSHER.send("PUT", Pusher.version(MODEL, version), Multipart.TYPE, body);
  }

  /** Pushes with the operators' script; its exit code. */
  private static int script(Path folder, int version, byte[] archive)
      throws IOException, InterruptedException {
    byte[] manifest = RowServer.SIGNER.manifest(MODEL, version, archive);
    Process push =
        new ProcessBuilder(
                "bash",
                TestPaths.basedir().resolve("payara/push").toString(),
                MODEL,
                Files.write(folder.resolve("model.zip"), archive).toString(),
                "--version",
                Integer.toString(version),
                "--manifest",
                Files.write(folder.resolve("manifest.json"), manifest).toString(),
                "--signature",
                Files.writeString(folder.resolve("signature"), RowServer.SIGNER.sign(manifest))
                    .toString(),
                "--url",
                RowServer.SERVER.uri().toString(),
                "--key-file",
                RowServer.SERVER.data().resolve("admin.key").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("said").toFile())
            .start();
    assertThat(push.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return push.exitValue();
  }

  private static String reason(HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(422);
    return Pusher.tree(answer).path("reason").asText();
  }
}
