package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.RedeployableServer;
import io.sluice.testing.ServerOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/**
 * A native library belongs to one class loader of a JVM, and each deployment has its own: so the
 * second deployment is where servers with natives in their WAR fail.
 */
final class RedeployIT {

  @Test
  void deploy_fiveTimesMoreInOneJvm_servesEachTime() throws IOException {
    try (RedeployableServer server = RedeployableServer.start(ServerOptions.defaults())) {
      String first = readiness(server);
      for (int round = 1; round <= 5; round++) {
        assertThat(server.redeploy())
            .as("redeployment %s", round)
            .isEqualTo("redeployed: true, native threads left: 0");
        assertThat(readiness(server)).as("redeployment %s", round).isEqualTo(first);
      }
      assertThat(Files.readString(server.log(), StandardCharsets.ISO_8859_1))
          .doesNotContain("UnsatisfiedLinkError", "LongRawIndexer", "NoClassDefFoundError");
    }
  }

  private static String readiness(RedeployableServer server) {
    return server.client().get("/health/ready").body();
  }
}
