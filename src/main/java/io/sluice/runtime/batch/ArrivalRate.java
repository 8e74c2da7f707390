package io.sluice.runtime.batch;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** How many rows arrive in a time, answered or not; the last tenths of a second count most. */
final class ArrivalRate {
  private static final long SPAN_NANOS = 20_000_000;
  private static final double MEMORY = 0.7;

  private final LongAdder rows = new LongAdder();
  private final AtomicLong spanBegan;
  private volatile double perNano;

  ArrivalRate(long now) {
    this.spanBegan = new AtomicLong(now);
  }

  void arrived(int count) {
    rows.add(count);
  }

  /** Rows in a nanosecond. */
  double perNano(long now) {
    long began = spanBegan.get();
    long passed = now - began;
    if (passed >= SPAN_NANOS && spanBegan.compareAndSet(began, now)) {
      double latest = (double) rows.sumThenReset() / passed;
      // Spans in which nobody looked count as one: the queue was empty then.
      perNano = MEMORY * perNano + (1 - MEMORY) * latest;
    }
    return perNano;
  }
}
