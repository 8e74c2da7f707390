package io.sluice.model;

import java.time.Instant;

/**
 * Where Sluice reads the time: the one place that asks the system for it, so that everything else
 * takes time as a parameter and can be tested at a fixed one.
 */
public interface TimeSource {

  /** The time of this machine. */
  TimeSource SYSTEM =
      new TimeSource() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public long nanoTime() {
          return System.nanoTime();
        }
      };

  /** The moment on the wall clock, for what people and other systems read. */
  Instant now();

  /**
   * Nanoseconds of a clock that never steps back, for durations only: the origin is arbitrary, the
   * difference of two readings may overflow only after 292 years.
   */
  long nanoTime();
}
