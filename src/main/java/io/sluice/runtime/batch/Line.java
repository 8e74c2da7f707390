package io.sluice.runtime.batch;

import io.sluice.metrics.QueueMetrics.Refusal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Those who wait, in the order they came. Its lock is held for a few steps only, never while
 * anything is computed.
 */
final class Line {
  /**
   * What requests may have together, in values: 16 MiB. One request alone may have more, as far as
   * it was let in; sixty of those at once would be another matter.
   */
  static final long MOST_VALUES = 1 << 22;

  final ReentrantLock lock = new ReentrantLock();
  private final ArrayDeque<Waiter> waiters = new ArrayDeque<>();
  private volatile int length;
  private volatile long rows;

  /** Requests that wait; may be read without the lock. */
  int length() {
    return length;
  }

  /** Rows that wait; may be read without the lock. */
  long rows() {
    return rows;
  }

  /** Appends a request; locked. */
  void add(Waiter waiter) {
    waiters.add(waiter);
    count(1, waiter.rows);
  }

  /** Takes out a request that does not wait any longer; locked. */
  void remove(Waiter waiter) {
    if (waiters.remove(waiter)) {
      count(-1, -waiter.rows);
    }
  }

  /** Takes out the first one that may still be computed, and refuses those before it; locked. */
  @Nullable Waiter poll(long now) {
    while (true) {
      Waiter first = waiters.poll();
      if (first == null) {
        return null;
      }
      count(-1, -first.rows);
      Refusal refusal = first.refusalAt(now);
      if (refusal == null) {
        return first;
      }
      first.refuse(refusal);
    }
  }

  /** The first one that may still be computed, and stays; refuses those before it; locked. */
  @Nullable Waiter peek(long now) {
    Waiter first = poll(now);
    if (first != null) {
      waiters.addFirst(first);
      count(1, first.rows);
    }
    return first;
  }

  /**
   * Takes out those that can be computed together with a first one; locked. The order is kept: if
   * one does not join for its rows or its deadline, none of its shape behind it does.
   *
   * @return the first one, then those that join it, all of them taken
   */
  List<Waiter> companions(Waiter first, BatchRule rule, CostModel cost, long now) {
    List<Waiter> batch = new ArrayList<>(Math.min(waiters.size() + 1, 16));
    batch.add(first);
    long together = first.rows;
    long values = first.values;
    long shortest = first.deadline.remaining(now);
    for (Iterator<Waiter> rest = waiters.iterator(); rest.hasNext(); ) {
      Waiter next = rest.next();
      Refusal refusal = next.refusalAt(now);
      if (refusal != null) {
        rest.remove();
        count(-1, -next.rows);
        next.refuse(refusal);
      } else if (next.fits(first)) {
        shortest = Math.min(shortest, next.deadline.remaining(now));
        values += next.values;
        if (values > MOST_VALUES
            || !rule.admits(next.rows, together)
            || cost.nanos(together + next.rows) > shortest) {
          break;
        }
        rest.remove();
        count(-1, -next.rows);
        next.take();
        batch.add(next);
        together += next.rows;
      }
    }
    return batch;
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // Written under the lock only.
  private void count(int requests, int by) {
    length += requests;
    rows += by;
  }
}
