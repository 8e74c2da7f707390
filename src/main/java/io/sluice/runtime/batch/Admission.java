package io.sluice.runtime.batch;

import io.sluice.metrics.QueueMetrics;
import io.sluice.metrics.QueueMetrics.Refusal;
import io.sluice.model.Deadline;
import io.sluice.model.ModelId;
import io.sluice.model.OverloadException;
import io.sluice.model.ServingException.Kind;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Decides who may wait, and tells the others when to come again. */
final class Admission {
  private static final int LONGEST_RETRY_SECONDS = 3600;

  private final ModelId id;
  private final BatchLimits limits;
  private final int lanes;
  private final Line line;
  private final CostModel cost;
  private final QueueMetrics metrics;
  private final WaitingRoom room;
  private final AtomicInteger inside = new AtomicInteger();

  Admission(
      ModelId id,
      BatchLimits limits,
      int lanes,
      Line line,
      CostModel cost,
      QueueMetrics metrics,
      WaitingRoom room) {
    this.id = id;
    this.limits = limits;
    this.lanes = lanes;
    this.line = line;
    this.cost = cost;
    this.metrics = metrics;
    this.room = room;
  }

  /** Whether nobody waits, in line or for a batch that another computes. */
  boolean isEmpty() {
    return inside.get() == 0;
  }

  /**
   * Lets a request wait, whose thread must then call {@link #leave}; while the line is locked.
   *
   * @return why it may not; null if it may
   */
  @Nullable Refusal enter(int rows, Deadline deadline, long now) {
    Refusal refusal = check(rows, deadline, now);
    if (refusal == null && !room.enter(inside.get())) {
      return Refusal.QUEUE_FULL;
    }
    if (refusal == null) {
      inside.incrementAndGet();
    }
    return refusal;
  }

  /** A request waits no longer. */
  void leave() {
    inside.decrementAndGet();
    room.leave();
  }

  /**
   * Why a request may not wait; null if it may.
   *
   * @param rows of the request, as far as known
   */
  @Nullable Refusal check(int rows, Deadline deadline, long now) {
    int parked = inside.get();
    if (parked >= limits.maxWaiting() || !room.hasPlace(parked)) {
      return Refusal.QUEUE_FULL;
    }
    if (line.length() > 0 && line.rows() + rows > limits.maxQueueRows()) {
      return Refusal.QUEUE_FULL;
    }
    double wait = drainNanos();
    if (wait > limits.queueTimeout().toNanos()) {
      return Refusal.QUEUE_FULL;
    }
    return wait + cost.nanos(rows) > deadline.remaining(now) ? Refusal.DEADLINE_UNREACHABLE : null;
  }

  /** Counts a refusal and puts it into words. */
  OverloadException refuse(Refusal reason) {
    metrics.refused(id, reason);
    return switch (reason) {
      case DEADLINE_UNREACHABLE, DEADLINE_PASSED ->
          new OverloadException(
              Kind.DEADLINE_EXCEEDED,
              "'" + id.name() + "' cannot answer by the deadline of this request",
              retryAfterSeconds());
      case QUEUE_FULL, QUEUE_TIMEOUT, INTERRUPTED ->
          new OverloadException(
              Kind.OVERLOADED, "'" + id.name() + "' has too much to do", retryAfterSeconds());
    };
  }

  /** When those who wait now will have been computed. */
  private int retryAfterSeconds() {
    double seconds = drainNanos() / TimeUnit.SECONDS.toNanos(1);
    return (int) Math.min(LONGEST_RETRY_SECONDS, Math.max(1, Math.ceil(seconds)));
  }

  /**
   * How long the lanes need for all that wait, in nanoseconds, at best: in batches as large as may
   * be. What they compute now is not counted, for it may be about to end.
   */
  private double drainNanos() {
    long waiting = line.rows();
    double batches = Math.ceil((double) waiting / limits.maxBatchRows());
    return (batches * cost.fixed() + waiting * cost.perRow()) / lanes;
  }
}
