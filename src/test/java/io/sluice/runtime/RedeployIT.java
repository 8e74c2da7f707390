package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.RedeployableServer;
import io.sluice.testing.Rows;
import io.sluice.testing.ServerOptions;
import io.sluice.testing.SluiceClient;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/**
 * A native library belongs to one class loader of a JVM, and each deployment has its own: so the
 * second deployment is where servers with natives in their WAR fail. The first is the README's
 * plain {@code --deploy}.
 */
final class RedeployIT {

  @Test
  void deploy_againAndAgainInOneJvm_predictsTheSameEachTime() throws IOException {
    try (RedeployableServer server = RedeployableServer.start(ServerOptions.defaults().packed())) {
      String first = prediction(server.client());
      for (int round = 1; round <= Rows.count(2, 5); round++) {
        assertThat(server.redeploy())
            .as("redeployment %s", round)
            .isEqualTo("redeployed: true, native threads left: 0");
        assertThat(prediction(server.client())).as("redeployment %s", round).isEqualTo(first);
      }
      assertThat(Files.readString(server.log(), StandardCharsets.ISO_8859_1))
          .doesNotContain("UnsatisfiedLinkError", "LongRawIndexer", "NoClassDefFoundError");
    }
  }

  private static String prediction(SluiceClient client) {
    HttpResponse<String> answer =
        client.postJson("/api/v1/models/iris/predict", "{\"instances\":[[5.1,3.5,1.4,0.2]]}");
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(answer.body()).contains("\"label\":\"setosa\"");
    return answer.body();
  }
}
