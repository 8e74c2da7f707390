package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.codec.FuzzInstances;
import io.sluice.testing.FuzzTarget;
import io.sluice.testing.Rows;
import io.sluice.testing.TestPaths;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Row 67: readers of hostile bytes under a fuzzer that is guided by coverage. Each build tries
 * again what earlier runs of the fuzzer kept because it led somewhere new; the full size lets it
 * look for more, five minutes in each reader.
 */
final class Row67Test {
  private static final int SECONDS = 300;

  @ParameterizedTest
  @ValueSource(
      classes = {FuzzArchive.class, FuzzArray.class, FuzzConfiguration.class, FuzzInstances.class})
  void row67_anyBytes_areReadOrRefused(Class<?> type) throws Exception {
    FuzzTarget target = new FuzzTarget(type);
    List<byte[]> seeds = target.seeds();
    seeds.forEach(target::tryOne);
    assertThat(seeds.size()).isGreaterThan(5);
    Rows.figure(67, "%s: %d kept inputs, findings 0", target.name(), seeds.size());
    if (Rows.full()) {
      fuzz(target);
    }
  }

  private static void fuzz(FuzzTarget target) throws Exception {
    FuzzTarget.Fuzzing done =
        target.fuzz(Files.createTempDirectory(TestPaths.target(), "fuzz-"), SECONDS);
    Rows.figure(
        67,
        "%s, %d s: %d inputs, %d edges covered, findings %d",
        target.name(),
        SECONDS,
        done.executions(),
        done.coverage(),
        done.findings().size());
    assertThat(done.executions()).as(done.log()).isPositive();
    assertThat(done.findings()).isEmpty();
  }
}
