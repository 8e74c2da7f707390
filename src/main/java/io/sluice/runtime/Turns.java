package io.sluice.runtime;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;

/** Who may compute: as many at once as an engine has lanes, who waits longest first. */
final class Turns {
  private static final long FREE = Long.MIN_VALUE;

  private final Semaphore free;
  private final AtomicLongArray since;

  /**
   * @param lanes at least 1
   */
  Turns(int lanes) {
    this.free = new Semaphore(lanes, true);
    this.since = new AtomicLongArray(lanes);
    for (int i = 0; i < lanes; i++) {
      since.set(i, FREE);
    }
  }

  /** Takes a turn if one is free; {@link #begin} must follow. */
  boolean isFree() {
    return free.tryAcquire();
  }

  /** Takes a turn as soon as one is free; {@link #begin} must follow if it is true. */
  boolean isFreeWithin(Duration longest) throws InterruptedException {
    return free.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Begins a turn that was taken; what to {@link #end} it with. */
  int begin(long now) {
    for (int i = 0; ; i = (i + 1) % since.length()) {
      if (since.get(i) == FREE && since.compareAndSet(i, FREE, now)) {
        return i;
      }
    }
  }

  void end(int turn) {
    since.set(turn, FREE);
    free.release();
  }

  /** Since when the turn that began first has been going on; empty if none is. */
  OptionalLong oldest() {
    OptionalLong oldest = OptionalLong.empty();
    for (int i = 0; i < since.length(); i++) {
      long began = since.get(i);
      if (began != FREE && (oldest.isEmpty() || began - oldest.getAsLong() < 0)) {
        oldest = OptionalLong.of(began);
      }
    }
    return oldest;
  }
}
