package io.sluice.model;

import java.time.Duration;

/**
 * Until when a caller waits for an answer: a point on {@link TimeSource#nanoTime}, or none. What is
 * computed after it is computed for nobody.
 */
public final class Deadline {
  /** The deadline of a caller who waits for as long as it takes. */
  public static final Deadline NONE = new Deadline(false, 0);

  private final boolean set;
  private final long at;

  private Deadline(boolean set, long at) {
    this.set = set;
    this.at = at;
  }

  /**
   * A deadline that begins to run now.
   *
   * @param wait how long the caller waits, zero or more
   */
  public static Deadline after(Duration wait, TimeSource time) {
    return new Deadline(true, time.nanoTime() + wait.toNanos());
  }

  /** Whether the caller waits for as long as it takes. */
  public boolean isNone() {
    return !set;
  }

  /**
   * Whether the caller has gone.
   *
   * @param now a reading of the clock that the deadline was made by
   */
  public boolean hasPassed(long now) {
    return set && at - now <= 0;
  }

  /**
   * How much longer the caller waits, in nanoseconds; negative once it has gone, and {@link
   * Long#MAX_VALUE} for {@link #NONE}.
   *
   * @param now a reading of the clock that the deadline was made by
   */
  public long remaining(long now) {
    return set ? at - now : Long.MAX_VALUE;
  }

  @Override
  public String toString() {
    return set ? "at " + at : "none";
  }
}
