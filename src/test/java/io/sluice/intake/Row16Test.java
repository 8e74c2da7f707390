package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.Rows;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A child that eats memory, on the heap and off it: it dies at its cap, alone. */
class Row16Test {
  private static final Pattern RSS = Pattern.compile("(?m)^VmRSS:\\s+(\\d+) kB$");

  @TempDir private Path folder;

  @Test
  void run_childrenThatEatMemory_dieAtTheirCap() throws IOException {
    long before = rss();
    for (String memory : new String[] {"heap", "native"}) {
      assertThat(Trials.refused(Trials.hostile(folder, Duration.ofMinutes(1), memory)).reason())
          .as(memory)
          .isEqualTo("TRIAL_OUT_OF_MEMORY");
    }
    double growth = (rss() - before) / 1024.0;

    Rows.figure(16, "server RSS growth %.1f MiB", growth);
    assertThat(growth).isLessThan(64);
  }

  private static long rss() throws IOException {
    Matcher rss = RSS.matcher(Files.readString(Path.of("/proc/self/status")));
    assertThat(rss.find()).isTrue();
    return Long.parseLong(rss.group(1));
  }
}
