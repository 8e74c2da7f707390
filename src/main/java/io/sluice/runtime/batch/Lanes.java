package io.sluice.runtime.batch;

import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicLongArray;

/** The right to compute: at any time each lane belongs to one thread, or is free. */
final class Lanes {
  /** No lane. */
  static final int NONE = -1;

  private static final int MOST = Long.SIZE;

  /** Far enough apart that two lanes are never in one line of the cache. */
  private static final int STRIDE = 16;

  private final int count;
  private final AtomicLong free;
  private final AtomicLongArray since;

  /**
   * @param count at least 1; more than 64 are not used
   */
  Lanes(int count) {
    this.count = Math.min(count, MOST);
    this.free = new AtomicLong(-1L >>> (MOST - this.count));
    this.since = new AtomicLongArray((this.count + 1) * STRIDE);
  }

  int count() {
    return count;
  }

  /** Whether all are free: nothing is being computed. */
  boolean allFree() {
    return free.get() == -1L >>> (MOST - count);
  }

  /** Whether one is free. */
  boolean anyFree() {
    return free.get() != 0;
  }

  /** Takes a free lane, or {@link #NONE}. */
  int take() {
    long seen = free.get();
    while (seen != 0) {
      long lowest = Long.lowestOneBit(seen);
      if (free.compareAndSet(seen, seen ^ lowest)) {
        return Long.numberOfTrailingZeros(lowest);
      }
      seen = free.get();
    }
    return NONE;
  }

  /** Gives a lane back; for its owner only. */
  void give(int lane) {
    long bit = 1L << lane;
    long seen = free.get();
    while (!free.compareAndSet(seen, seen | bit)) {
      seen = free.get();
    }
  }

  /** A lane begins to compute at a time; for its owner only. */
  void begin(int lane, long now) {
    // 0 means idle; a nanosecond is no matter.
    since.setOpaque((lane + 1) * STRIDE, now == 0 ? 1 : now);
  }

  /** A lane has computed; for its owner only. */
  void end(int lane) {
    since.setOpaque((lane + 1) * STRIDE, 0);
  }

  /** Since when the lane has been computing that has been longest. */
  OptionalLong computingSince() {
    long oldest = 0;
    for (int lane = 0; lane < count; lane++) {
      long begun = since.getOpaque((lane + 1) * STRIDE);
      if (begun != 0 && (oldest == 0 || begun - oldest < 0)) {
        oldest = begun;
      }
    }
    return oldest == 0 ? OptionalLong.empty() : OptionalLong.of(oldest);
  }
}
