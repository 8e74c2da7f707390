package io.sluice.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.intake.ArchiveInspector;
import io.sluice.intake.IntakeLimits;
import io.sluice.model.TimeSource;
import io.sluice.runtime.Engine;
import io.sluice.runtime.Network;
import io.sluice.runtime.NetworkLoader;
import io.sluice.runtime.NetworkProbe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Archives that DL4J's authors wrote: each that DL4J can compute with runs as a plan. */
class PlanForeignTest {
  /** Their configurations contradict themselves: DL4J itself computes nothing with them. */
  private static final Set<String> CANNOT_COMPUTE =
      Set.of("regression_050_CNN_1.zip", "regression_080_CNN_1.zip");

  static List<Path> computable() throws IOException {
    String folder = Objects.requireNonNull(System.getProperty("sluice.foreign.models"));
    try (Stream<Path> files = Files.list(Path.of(folder, "dl4j"))) {
      return files
          .filter(file -> file.toString().endsWith(".zip"))
          .filter(file -> !CANNOT_COMPUTE.contains(String.valueOf(file.getFileName())))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("computable")
  void compile_networkThatDl4jRuns_computesAsDl4j(Path file) throws Exception {
    Network network = NetworkLoader.load(ArchiveInspector.inspect(file, IntakeLimits.DEFAULTS));
    NetworkProbe probe = new NetworkProbe(network, TimeSource.SYSTEM);

    Engine plan = PlanCompiler.compile(network, probe.probe(network.inputs()));

    assertThat(plan.name()).isEqualTo(PlanEngine.NAME);
    plan.close();
    network.close();
  }
}
