package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Rows;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Configurations that are deep, long, or name classes of others. */
class Row11Test {
  @Test
  void inspect_hostileConfigurations_areRefused() {
    List<String> hostile = new ArrayList<>();
    for (int depth : new int[] {65, 1_000, 100_000}) {
      hostile.add("{\"confs\":" + "[".repeat(depth) + "]".repeat(depth) + "}");
      hostile.add("{\"confs\":[" + "{\"a\":".repeat(depth) + "1" + "}".repeat(depth) + "]}");
    }
    hostile.add("{\"confs\":[],\"x\":\"" + "x".repeat(50 << 20) + "\"}");
    hostile.add("{\"confs\":[],\"x\":[" + "1,".repeat(200_001) + "1]}");
    for (String name :
        List.of(
            "java.lang.ProcessBuilder",
            "javax.script.ScriptEngineManager",
            "org.deeplearning4j.nn.conf.layers.samediff.SameDiffLambdaLayer",
            "org.deeplearning4j.nn.conf.layers..DenseLayer",
            "[Lorg.deeplearning4j.nn.conf.layers.DenseLayer;",
            "org.deeplearning4j.nn.conf.layers.DenseLayer$Builder",
            "io.sluice.intake.Row11Test")) {
      hostile.add("{\"confs\":[{\"layer\":{\"@class\":\"" + name + "\"}}]}");
    }
    int overflows = 0;
    int accepted = 0;
    for (String json : hostile) {
      try {
        byte[] archive =
            new ZipForge()
                .add("configuration.json", json.getBytes(StandardCharsets.UTF_8))
                .add("coefficients.bin", ArrayForge.row(1, 2, 3).build())
                .build();
        accepted += Verdicts.read(archive) == null ? 0 : 1;
      } catch (StackOverflowError e) {
        overflows++;
      }
    }

    Rows.figure(11, "accepted %d/%d, StackOverflow %d", accepted, hostile.size(), overflows);
    assertThat(accepted).isZero();
    assertThat(overflows).isZero();
  }
}
