package io.sluice.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ControlServerTest {
  private static final String REQUEST =
      "POST /p HTTP/1.1\r\nHost: localhost\r\nContent-Length: 12\r\n\r\n{\"rows\":[0]}";

  @Test
  void length_ofWholeAndBrokenHeads_isKnownOnceTheHeadIsWhole() {
    assertThat(ControlServer.length(REQUEST)).isEqualTo(REQUEST.length());
    assertThat(ControlServer.length(REQUEST.substring(0, 40))).isZero();
  }

  @Test
  void control_underAnOpenLoop_answersEveryRequestWith200(@TempDir Path out)
      throws IOException, InterruptedException {
    try (ServedProcess control = ServedProcess.control(out)) {
      OpenLoop.Limits limits =
          new OpenLoop.Limits(
              8, Duration.ofNanos(50_000), Duration.ofSeconds(10), Duration.ofSeconds(10));
      byte[] request = REQUEST.getBytes(StandardCharsets.US_ASCII);

      Outcomes outcomes =
          new OpenLoop(Endpoint.of(control, Subject.IRIS).socket(), request, limits)
              .run(400, Duration.ofMillis(250));

      assertThat(outcomes.counts()).isEqualTo(Map.of(200, 100L));
    }
  }
}
