package io.sluice.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.testing.ServerOptions;
import io.sluice.testing.SluiceServer;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Row 55 for real: a server in production that lacks something, and one that does not. */
final class Row55ProductionIT {
  @TempDir Path data;

  @Test
  void production_withNothingSet_isNotDeployedAndSaysWhyInOneSentence() {
    ServerOptions bare =
        ServerOptions.defaults()
            .withSystemProperty("sluice.data.dir", data.toString())
            .withSystemProperty("sluice.profile", "production");

    assertThatThrownBy(() -> SluiceServer.start(bare).close())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("started without the application")
        .hasMessageContaining(
            "The profile production does not start without: tokens: set mp.jwt.verify.issuer");
  }

  @Test
  void production_complete_letsNobodyInWithoutACredential() throws Exception {
    Tokens tokens = Tokens.at(System.currentTimeMillis() / 1000);
    Path keys = Files.writeString(data.resolve("issuer.pem"), tokens.pem());
    ServerOptions complete =
        ServerOptions.defaults()
            .withSystemProperty("sluice.data.dir", data.toString())
            .withSystemProperty("sluice.profile", "production")
            .withSystemProperty("sluice.security.tls", "proxy")
            .withSystemProperty("sluice.security.anonymous-roles", "none")
            .withSystemProperty("sluice.security.metrics-roles", "auditor,model-admin")
            .withSystemProperty("mp.jwt.verify.issuer", Tokens.ISSUER)
            .withSystemProperty("mp.jwt.verify.audiences", Tokens.AUDIENCE)
            .withSystemProperty("mp.jwt.verify.publickey.location", keys.toString());
    try (SluiceServer server = SluiceServer.start(complete)) {
      HttpResponse<String> nobody = server.client().get("/api/v1/models");
      assertThat(nobody.statusCode()).isEqualTo(401);
      assertThat(nobody.headers().firstValue("WWW-Authenticate"))
          .hasValue("Bearer realm=\"sluice\"");
      assertThat(predict(server)).isEqualTo(401);
      assertThat(predict(server, "Authorization", "Bearer " + tokens.rs256(tokens.claims())))
          .isEqualTo(403);
      assertThat(
              predict(server, "Authorization", "Bearer " + tokens.rs256(tokens.claims("predict"))))
          .isEqualTo(200);
      assertThat(metrics(server)).isEqualTo(401);
      assertThat(
              metrics(server, "Authorization", "Bearer " + tokens.rs256(tokens.claims("predict"))))
          .isEqualTo(403);
      assertThat(
              metrics(server, "Authorization", "Bearer " + tokens.rs256(tokens.claims("auditor"))))
          .isEqualTo(200);
      assertThat(server.client().get("/health/ready").statusCode()).isEqualTo(200);
    }
  }

  /** What every path to the figures answers; -1 if they differ. */
  private static int metrics(SluiceServer server, String... headers) {
    return Stream.of("/metrics", "/metrics?scope=application", "/%6detrics", "/metrics?scope=base")
        .mapToInt(path -> server.client().get(path, headers).statusCode())
        .reduce((one, other) -> one == other ? one : -1)
        .orElse(-1);
  }

  private static int predict(SluiceServer server, String... headers) {
    return server
        .client()
        .post(
            "/api/v1/models/iris/predict",
            "application/json",
            "{\"instances\":[[5.1,3.5,1.4,0.2]]}",
            headers)
        .statusCode();
  }
}
