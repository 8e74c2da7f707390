package io.sluice.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

final class RateLimitTest {
  private final HandTime time = new HandTime();
  private final RateLimit limit = new RateLimit(60, time.nanoTime());

  @Test
  void take_asManyAsAllowed_isRefusedAfterwardsUntilTimeHasPassed() {
    for (int i = 0; i < 60; i++) {
      assertThat(limit.take(time.nanoTime())).isZero();
    }

    assertThat(limit.take(time.nanoTime())).isEqualTo(1);
    time.pass(Duration.ofSeconds(1));
    assertThat(limit.take(time.nanoTime())).isZero();
    assertThat(limit.take(time.nanoTime())).isEqualTo(1);
  }

  @Test
  void take_afterALongRest_holdsNoMoreThanAtFirst() {
    time.pass(Duration.ofHours(5));
    int taken = 0;
    while (limit.take(time.nanoTime()) == 0) {
      taken++;
    }

    assertThat(taken).isEqualTo(60);
  }

  @Test
  void take_steadily_givesTheRate() {
    int taken = 0;
    for (int tick = 0; tick < 6000; tick++) {
      taken += limit.take(time.nanoTime()) == 0 ? 1 : 0;
      time.pass(Duration.ofMillis(100));
    }

    assertThat(taken).isBetween(659, 661);
  }

  @Test
  void peek_always_takesNothing() {
    for (int i = 0; i < 100; i++) {
      assertThat(limit.peek(time.nanoTime())).isZero();
    }

    assertThat(limit.isFull(time.nanoTime())).isTrue();
    limit.take(time.nanoTime());
    assertThat(limit.isFull(time.nanoTime())).isFalse();
    time.pass(Duration.ofSeconds(1));
    assertThat(limit.isFull(time.nanoTime())).isTrue();
  }
}
