package io.sluice.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class OutcomesTest {
  private static final long MILLI = 1_000_000;

  private final Outcomes outcomes = new Outcomes();

  @Test
  void millis_ofHundredLatencies_isTheNearestRank() {
    for (int i = 100; i >= 1; i--) {
      outcomes.add(0, 0, i * MILLI, 200);
    }

    assertThat(outcomes.millis(status -> status == 200, 0.5)).isEqualTo(50);
    assertThat(outcomes.millis(status -> status == 200, 0.99)).isEqualTo(99);
    assertThat(outcomes.millis(status -> status == 200, 0.999)).isEqualTo(100);
  }

  @Test
  void millis_ofSomeStatuses_leavesTheOthersOut() {
    outcomes.add(0, 0, 5 * MILLI, 200);
    outcomes.add(1, 0, 900 * MILLI, 503);

    assertThat(outcomes.millis(status -> status == 200, 0.99)).isEqualTo(5);
    assertThat(outcomes.millis(status -> status == 429, 0.99)).isZero();
  }

  @Test
  void millisFromSent_ofARequestThatWaited_leavesTheWaitOut() {
    outcomes.add(0, 7 * MILLI, 10 * MILLI, 503);

    assertThat(outcomes.millis(status -> status == 503, 0.99)).isEqualTo(10);
    assertThat(outcomes.millisFromSent(status -> status == 503, 0.99)).isEqualTo(3);
  }

  @Test
  void counts_beyondTheFirstArrays_loseNothing() {
    for (int i = 0; i < 5000; i++) {
      outcomes.add(i, 0, MILLI, i % 5 == 0 ? Outcomes.UNSENT : 200);
    }

    assertThat(outcomes.counts()).isEqualTo(Map.of(Outcomes.UNSENT, 1000L, 200, 4000L));
    assertThat(outcomes.size()).isEqualTo(5000);
    assertThat(outcomes.count(status -> status < 0)).isEqualTo(1000);
  }

  @Test
  void wellAfterMillis_afterRefusalsAndSlowAnswers_isTheNextRequest() {
    outcomes.add(0, 0, MILLI, 503);
    outcomes.add(10 * MILLI, 0, MILLI, 200);
    outcomes.add(20 * MILLI, 0, 80 * MILLI, 200);
    outcomes.add(30 * MILLI, 0, MILLI, 200);

    assertThat(outcomes.wellAfterMillis(50)).isEqualTo(30);
    assertThat(outcomes.wellAfterMillis(100)).isEqualTo(10);
  }

  @Test
  void wellAfterMillis_withAllWell_isZero() {
    outcomes.add(10 * MILLI, 0, MILLI, 200);

    assertThat(outcomes.wellAfterMillis(50)).isZero();
  }

  @Test
  void wellAfterMillis_withTheLastRequestRefused_isNegative() {
    outcomes.add(0, 0, MILLI, 200);
    outcomes.add(10 * MILLI, 0, MILLI, 429);

    assertThat(outcomes.wellAfterMillis(50)).isNegative();
  }
}
