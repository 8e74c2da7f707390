package io.sluice.runtime.batch;

import io.sluice.metrics.QueueMetrics;
import io.sluice.metrics.QueueMetrics.Refusal;
import io.sluice.model.Deadline;
import io.sluice.model.ModelId;
import io.sluice.model.OverloadException;
import io.sluice.model.ServingException.Kind;
import java.util.concurrent.TimeUnit;
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

  Admission(
      ModelId id, BatchLimits limits, int lanes, Line line, CostModel cost, QueueMetrics metrics) {
    this.id = id;
    this.limits = limits;
    this.lanes = lanes;
    this.line = line;
    this.cost = cost;
    this.metrics = metrics;
  }

  /**
   * Why a request may not wait; null if it may.
   *
   * @param rows of the request, as far as known
   */
  @Nullable Refusal check(int rows, Deadline deadline, long now) {
    int length = line.length();
    long waiting = line.rows();
    if (length >= limits.maxWaiting() || (length > 0 && waiting + rows > limits.maxQueueRows())) {
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
