package io.sluice.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StallsTest {
  @Test
  void measure_anyMachine_findsShareOfTimeAndLongestThatFitEachOther() throws Exception {
    Figures.Stalls stalls = Stalls.measure(Duration.ofMillis(200));

    assertThat(stalls.share()).isBetween(0.0, 1.5);
    assertThat(stalls.longestMillis() > 0).isEqualTo(stalls.share() > 0);
  }
}
