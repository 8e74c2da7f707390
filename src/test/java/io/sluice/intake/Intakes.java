package io.sluice.intake;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Intakes for tests. */
final class Intakes {
  private Intakes() {}

  /** Takes unsigned DL4J archives of up to a mebibyte. */
  static Intake intake(Path staging, Trial trial) {
    return new Intake(
        new Staging(staging, 0),
        1 << 20,
        false,
        Map.of(SourceFormat.DL4J, new Dl4jRepacker(IntakeLimits.DEFAULTS)),
        new ModelSigning(Map.of(), model -> Optional.empty(), false),
        trial,
        Duration.ofMillis(1));
  }
}
