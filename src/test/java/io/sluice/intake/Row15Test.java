package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.ChangeException;
import io.sluice.model.TimeSource;
import io.sluice.testing.Rows;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A child that hangs: killed at its deadline, reaped. */
class Row15Test {
  private static final Duration DEADLINE = Duration.ofSeconds(3);

  @TempDir private Path folder;

  @Test
  void run_stoppedChild_isKilledAtTheDeadline() throws Exception {
    long started = TimeSource.SYSTEM.nanoTime();
    ChangeException refusal = Trials.signalled(folder, DEADLINE, "STOP");
    double seconds = (TimeSource.SYSTEM.nanoTime() - started) / 1e9;
    long zombies = Trials.left();

    Rows.figure(
        15,
        "%.1f s to free with a deadline of %d s, zombies %d",
        seconds,
        DEADLINE.toSeconds(),
        zombies);
    assertThat(refusal.reason()).isEqualTo("TRIAL_TIMEOUT");
    assertThat(seconds).isBetween(3.0, 8.0);
    assertThat(zombies).isZero();
    assertThat(folder.resolve("trials")).isEmptyDirectory();
  }
}
