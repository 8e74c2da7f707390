package io.sluice.registry;

import io.sluice.model.Predictor;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A loaded predictor with the count of those who use it. The registry itself holds the first lease;
 * once the last one is given back the predictor is closed, so that no memory goes while somebody
 * computes in it. A lease that is never given back keeps the memory: better lost than used after.
 */
final class LeaseCount {
  private final Predictor predictor;
  private final Runnable close;
  private final Executor closer;
  private final AtomicInteger holders = new AtomicInteger(1);

  /**
   * @param close frees the predictor's memory
   * @param closer runs it: the caller who happens to be the last must not wait for it
   */
  LeaseCount(Predictor predictor, Runnable close, Executor closer) {
    this.predictor = predictor;
    this.close = close;
    this.closer = closer;
  }

  Predictor predictor() {
    return predictor;
  }

  /** Leases out, the registry's own not counted. */
  int leases() {
    return Math.max(0, holders.get() - 1);
  }

  /** Whether nobody holds it any more, not even the registry. */
  boolean isOver() {
    return holders.get() == 0;
  }

  /** How many hold it, the registry not counted once it has let go. */
  int holders() {
    return holders.get();
  }

  /** Takes a lease, unless the last one is gone already. */
  boolean acquire() {
    int before = holders.getAndUpdate(count -> count == 0 ? 0 : count + 1);
    return before > 0;
  }

  void release() {
    if (holders.decrementAndGet() == 0) {
      closer.execute(close);
    }
  }
}
