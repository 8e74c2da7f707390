package io.sluice.registry;

import io.sluice.model.Predictor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A loaded predictor with the count of those who use it. The registry itself holds the first lease;
 * whoever gives the last one back closes the predictor, so that no memory goes while somebody
 * computes in it.
 */
final class LeaseCount {
  private final Predictor predictor;
  private final Runnable close;
  private final AtomicInteger holders = new AtomicInteger(1);

  LeaseCount(Predictor predictor, Runnable close) {
    this.predictor = predictor;
    this.close = close;
  }

  Predictor predictor() {
    return predictor;
  }

  /** Leases out, the registry's own not counted. */
  int leases() {
    return Math.max(0, holders.get() - 1);
  }

  /** Takes a lease, unless the last one is gone already. */
  boolean acquire() {
    int before = holders.getAndUpdate(count -> count == 0 ? 0 : count + 1);
    return before > 0;
  }

  void release() {
    if (holders.decrementAndGet() == 0) {
      close.run();
    }
  }
}
