package io.sluice.security;

import io.sluice.model.TimeSource;
import java.time.Duration;
import java.time.Instant;

/** A clock that stands still until it is moved on. */
final class HandTime implements TimeSource {
  private Instant now = Instant.parse("2026-11-24T12:00:00Z");
  private long nanos = Long.MAX_VALUE - 1_000_000_000L;

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public synchronized long nanoTime() {
    return nanos;
  }

  synchronized void pass(Duration time) {
    now = now.plus(time);
    nanos += time.toNanos();
  }
}
