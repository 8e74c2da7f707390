package io.sluice.evaluation.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SampleRatioTest {
  private static final List<Double> HALVES = List.of(1.0, 1.0);

  @Test
  void pValue_oneUnit_saysNothing() {
    // The mixture is centred on the weights, so one unit is as likely under both.
    assertThat(SampleRatio.pValue(List.of(1L, 0L), HALVES)).isCloseTo(1, within(1e-9));
    assertThat(SampleRatio.pValue(List.of(0L, 0L), HALVES)).isCloseTo(1, within(1e-9));
  }

  @Test
  void pValue_twoUnits_isTheRatioByHand() {
    // Both to the first of two equal arms: (500/1000) (501/1001) against 1/4.
    assertThat(SampleRatio.pValue(List.of(0L, 2L), HALVES))
        .isCloseTo(0.25 / (0.5 * 501 / 1001), within(1e-9));
  }

  @Test
  void pValue_asTheWeightsSay_isOne() {
    assertThat(SampleRatio.pValue(List.of(90_000L, 10_000L), List.of(90.0, 10.0))).isEqualTo(1);
  }

  @Test
  void pValue_skew_isFoundAndFairSplitsAreLeftAlone() {
    assertThat(SampleRatio.pValue(List.of(52_000L, 48_000L), HALVES)).isLessThan(1e-9);
    Random random = new Random(7);
    int alarms = 0;
    int experiments = 2000;
    for (int i = 0; i < experiments; i++) {
      alarms += alarmed(random, 0.5) ? 1 : 0;
    }
    System.out.printf("assignment: %d false alarms in %,d experiments%n", alarms, experiments);
    assertThat(alarms).isLessThanOrEqualTo(6);
    assertThat(alarmed(random, 0.53)).isTrue();
  }

  private static boolean alarmed(Random random, double share) {
    long first = 0;
    for (long n = 1; n <= 20_000; n++) {
      first += random.nextDouble() < share ? 1 : 0;
      if (n % 100 == 0
          && SampleRatio.pValue(List.of(first, n - first), HALVES) < SampleRatio.SIGNIFICANCE) {
        return true;
      }
    }
    return false;
  }
}
