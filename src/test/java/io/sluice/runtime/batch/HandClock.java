package io.sluice.runtime.batch;

import io.sluice.model.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** A clock that a test moves. */
final class HandClock implements TimeSource {
  private final AtomicLong nanos = new AtomicLong(1_000_000_000);

  @Override
  public Instant now() {
    return Instant.EPOCH.plusNanos(nanos.get());
  }

  @Override
  public long nanoTime() {
    return nanos.get();
  }

  void advance(Duration by) {
    nanos.addAndGet(by.toNanos());
  }
}
