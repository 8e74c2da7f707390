package io.sluice.metrics;

/** The one clock of the server for durations; a parameter, so that tests can turn it. */
@FunctionalInterface
public interface Ticker {
  /** The clock of the machine. */
  Ticker SYSTEM = System::nanoTime;

  /** Nanoseconds since some fixed moment. */
  long nanos();
}
