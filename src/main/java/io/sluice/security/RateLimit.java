package io.sluice.security;

import java.util.concurrent.atomic.AtomicLong;

/**
 * So many a minute, at most so many at once: a token bucket that begins full, kept as one number
 * (the generic cell rate algorithm of ITU-T I.371). Safe for any number of threads.
 */
final class RateLimit {
  private static final long NANOS_PER_MINUTE = 60_000_000_000L;
  private static final long NANOS_PER_SECOND = 1_000_000_000L;

  private final int perMinute;
  private final long interval;
  private final AtomicLong emptyUntil;

  /**
   * @param perMinute at least 1
   * @param now a reading of {@code TimeSource.nanoTime}, as all others here
   */
  RateLimit(int perMinute, long now) {
    this.perMinute = perMinute;
    this.interval = NANOS_PER_MINUTE / perMinute;
    this.emptyUntil = new AtomicLong(now);
  }

  /** How many a minute. */
  int perMinute() {
    return perMinute;
  }

  /**
   * Takes one, if there is one.
   *
   * @return 0 if it was taken; else in how many seconds there will be one, at least 1
   */
  int take(long now) {
    while (true) {
      long before = emptyUntil.get();
      long from = before - now > 0 ? before : now;
      long wait = from + interval - now - NANOS_PER_MINUTE;
      if (wait > 0) {
        return seconds(wait);
      }
      if (emptyUntil.compareAndSet(before, from + interval)) {
        return 0;
      }
    }
  }

  /** As {@link #take}, without taking. */
  int peek(long now) {
    long wait = emptyUntil.get() + interval - now - NANOS_PER_MINUTE;
    return wait > 0 ? seconds(wait) : 0;
  }

  /** Whether it is as full as it was at first. */
  boolean isFull(long now) {
    return emptyUntil.get() - now <= 0;
  }

  private static int seconds(long nanos) {
    return (int) Math.max(1, (nanos + NANOS_PER_SECOND - 1) / NANOS_PER_SECOND);
  }
}
