package io.sluice.runtime.batch;

import io.sluice.metrics.QueueMetrics;
import io.sluice.metrics.QueueMetrics.Refusal;
import io.sluice.model.Deadline;
import io.sluice.model.ModelId;
import io.sluice.model.OverloadException;
import io.sluice.model.Tensor;
import io.sluice.model.TimeSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Shares the lanes of one version among its callers, on their own threads. One that finds a lane
 * free computes alone and at once. Else it waits in line; a lane that becomes free goes to the
 * first of the line, who computes those that fit together with it. A caller that leaves its lane
 * computes what is in line itself as long as that takes less than to wake somebody: else cheap
 * networks would spend their time waking threads.
 *
 * <p>Nobody is lost: whoever joins the line looks for a free lane afterwards, and whoever gives a
 * lane back looks at the line afterwards.
 */
public final class Batcher {
  /** About what it costs until a thread that was woken runs, on a busy machine. */
  private static final long WAKING_NANOS = TimeUnit.MICROSECONDS.toNanos(100);

  private final ModelId id;
  private final BatchLimits limits;
  private final QueueMetrics metrics;
  private final TimeSource time;
  private final long helpNanos;
  private final Lanes lanes;
  private final Line line = new Line();
  private final CostModel cost = new CostModel();
  private final ArrivalRate arrivals;
  private final BatchRun run;
  private final Admission admission;

  /**
   * Shares the lanes of an engine.
   *
   * @param lanes how many batches it computes at once
   * @param metrics told of every batch, wait and refusal
   * @param room that it shares with other versions
   */
  public Batcher(
      ModelId id,
      Computation computation,
      int lanes,
      BatchLimits limits,
      QueueMetrics metrics,
      WaitingRoom room,
      TimeSource time) {
    this(id, computation, lanes, limits, metrics, room, time, WAKING_NANOS);
  }

  Batcher(
      ModelId id,
      Computation computation,
      int lanes,
      BatchLimits limits,
      QueueMetrics metrics,
      WaitingRoom room,
      TimeSource time,
      long helpNanos) {
    this.id = id;
    this.limits = limits;
    this.metrics = metrics;
    this.time = time;
    this.helpNanos = helpNanos;
    this.lanes = new Lanes(lanes);
    this.arrivals = new ArrivalRate(time.nanoTime());
    this.run =
        new BatchRun(id, computation, limits.maxBatchRows(), this.lanes, cost, metrics, time);
    this.admission = new Admission(id, limits, this.lanes.count(), line, cost, metrics, room);
  }

  /**
   * Refuses a request of which nothing has been read yet, if it could not even wait.
   *
   * @throws OverloadException if too many wait, or the deadline cannot be met
   */
  public void admit(Deadline deadline) {
    // Who finds a lane free need not wait, though the threads of the last batch hold their places
    // until each has run: else a lane would idle while all are refused.
    if (!admission.isEmpty() && !(line.length() == 0 && lanes.anyFree())) {
      refuse(admission.check(1, deadline, time.nanoTime()));
    }
  }

  /**
   * Computes one request, alone or with others.
   *
   * @param inputs of the request, at least one, all with the same rows
   * @return its outputs
   * @throws OverloadException if it cannot be computed in time
   * @throws RuntimeException what the computation says to this request
   */
  public List<Tensor> infer(List<Tensor> inputs, Deadline deadline) {
    arrivals.arrived(inputs.get(0).rows());
    int lane = line.length() == 0 ? lanes.take() : Lanes.NONE;
    if (lane == Lanes.NONE) {
      Waiter waiter = join(inputs, deadline);
      try {
        return infer(waiter);
      } finally {
        admission.leave();
      }
    }
    try {
      if (!deadline.isNone() && deadline.hasPassed(time.nanoTime())) {
        throw admission.refuse(Refusal.DEADLINE_PASSED);
      }
      return run.alone(lane, inputs);
    } finally {
      leave(lane);
    }
  }

  /** Since when the batch has been computing that has been longest, of those that run now. */
  public OptionalLong computingSince() {
    return lanes.computingSince();
  }

  /** How many wait now. */
  int waiting() {
    return line.length();
  }

  /** Whether nothing is computed and nobody waits. */
  boolean isIdle() {
    return lanes.allFree() && admission.isEmpty();
  }

  private Waiter join(List<Tensor> inputs, Deadline deadline) {
    long now = time.nanoTime();
    Waiter waiter = new Waiter(inputs, deadline, now + limits.queueTimeout().toNanos());
    line.lock.lock();
    try {
      refuse(admission.enter(waiter.rows, deadline, now));
      line.add(waiter);
      int lane = lanes.take();
      if (lane != Lanes.NONE) {
        pass(lane, now);
      }
    } finally {
      line.lock.unlock();
    }
    return waiter;
  }

  private void refuse(@Nullable Refusal refusal) {
    if (refusal != null) {
      throw admission.refuse(refusal);
    }
  }

  private List<Tensor> infer(Waiter waiter) {
    if (waiter.state() != Waiter.State.LEADS) {
      metrics.queued(id);
      try {
        await(waiter);
      } finally {
        metrics.dequeued(id);
      }
    }
    if (waiter.state() == Waiter.State.LEADS) {
      lead(waiter);
    }
    Refusal refusal = waiter.refusal;
    if (refusal != null) {
      throw admission.refuse(refusal);
    }
    return run.result(waiter);
  }

  /** Waits until somebody has decided about a request, itself not last. */
  private void await(Waiter waiter) {
    boolean interrupted = false;
    try {
      for (Waiter.State state = waiter.state(); ; state = waiter.state()) {
        if (state == Waiter.State.TAKEN) {
          // What is computed has an end: nobody walks away from the answer.
          LockSupport.park(this);
          interrupted |= Thread.interrupted();
        } else if (state != Waiter.State.WAITING) {
          return;
        } else if (interrupted || Thread.interrupted()) {
          interrupted = true;
          giveUp(waiter, Refusal.INTERRUPTED);
        } else {
          long now = time.nanoTime();
          Refusal refusal = waiter.refusalAt(now);
          if (refusal == null) {
            LockSupport.parkNanos(this, waiter.patience(now));
          } else {
            giveUp(waiter, refusal);
          }
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Takes a request out of the line, unless somebody else did. */
  private void giveUp(Waiter waiter, Refusal refusal) {
    line.lock.lock();
    try {
      if (waiter.state() == Waiter.State.WAITING) {
        line.remove(waiter);
        waiter.refuse(refusal);
      }
    } finally {
      line.lock.unlock();
    }
  }

  /** Computes a request that was given a lane, and those that fit together with it. */
  private void lead(Waiter waiter) {
    try {
      long now = time.nanoTime();
      if (waiter.deadline.hasPassed(now)) {
        waiter.refuse(Refusal.DEADLINE_PASSED);
        return;
      }
      run.together(waiter.lane, batch(waiter, now));
    } finally {
      leave(waiter.lane);
    }
  }

  private List<Waiter> batch(Waiter first, long now) {
    line.lock.lock();
    try {
      return companions(first, now);
    } finally {
      line.lock.unlock();
    }
  }

  private List<Waiter> companions(Waiter first, long now) {
    long waiting = line.rows() + first.rows;
    BatchRule rule =
        new BatchRule(cost, arrivals.perNano(now), lanes.count(), waiting, limits.maxBatchRows());
    return line.companions(first, rule, cost, now);
  }

  /** Gives a lane to the others, or back. */
  private void leave(int lane) {
    if (line.length() == 0) {
      lanes.give(lane);
      if (line.length() == 0) {
        return;
      }
      int again = lanes.take();
      if (again == Lanes.NONE) {
        return;
      }
      serve(again);
    } else {
      serve(lane);
    }
  }

  /**
   * Computes for those in line while that takes less than to wake them; then passes the lane on.
   */
  private void serve(int lane) {
    long now = time.nanoTime();
    long until = now + helpNanos;
    List<Waiter> batch = next(lane, until, now);
    while (!batch.isEmpty()) {
      boolean computed = false;
      try {
        run.together(lane, batch);
        computed = true;
      } finally {
        // An error of the machine must not take the lane with it: one batch more would be none.
        batch = next(lane, computed ? until : time.nanoTime(), time.nanoTime());
      }
    }
  }

  /** What to compute for others; nothing once the lane has been passed on or given back. */
  private List<Waiter> next(int lane, long until, long now) {
    line.lock.lock();
    try {
      Waiter first = line.peek(now);
      if (first == null || now + (long) cost.nanos(first.rows) - until >= 0) {
        pass(lane, now);
        return List.of();
      }
      line.remove(first);
      first.take();
      return companions(first, now);
    } finally {
      line.lock.unlock();
    }
  }

  /** The first in line has the lane from now on; if there is none, it is free. Locked. */
  private void pass(int lane, long now) {
    Waiter first = line.poll(now);
    if (first == null) {
      lanes.give(lane);
    } else {
      first.lead(lane);
    }
  }
}
