package io.sluice.runtime.batch;

import io.sluice.metrics.QueueMetrics.Refusal;
import io.sluice.model.Deadline;
import io.sluice.model.Tensor;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * One request that waits, and what has become of it. Its state leaves {@code WAITING} only while
 * the line is locked; whoever takes it out of the line then owns it until it is finished.
 */
final class Waiter {
  /** Where a request stands. */
  enum State {
    /** In the line. */
    WAITING,
    /** Out of the line, in a batch that another thread computes. */
    TAKEN,
    /** Out of the line, and its thread has a lane to compute it in. */
    LEADS,
    /** Out of the line, not computed. */
    REFUSED,
    /** Computed, or failed. */
    DONE
  }

  final Thread thread = Thread.currentThread();
  final List<Tensor> inputs;
  final int rows;
  final long values;
  final Deadline deadline;

  /** When its longest wait is over. */
  final long turnsAwayAt;

  /** Written before {@link #state} by the one who changes it, read after it. */
  int lane = Lanes.NONE;

  @Nullable Refusal refusal;
  @Nullable List<Tensor> outputs;
  @Nullable RuntimeException failure;

  private volatile State state = State.WAITING;

  Waiter(List<Tensor> inputs, Deadline deadline, long turnsAwayAt) {
    this.inputs = inputs;
    this.rows = inputs.get(0).rows();
    this.values = values(inputs);
    this.deadline = deadline;
    this.turnsAwayAt = turnsAwayAt;
  }

  private static long values(List<Tensor> inputs) {
    long values = 0;
    for (Tensor input : inputs) {
      values += input.size();
    }
    return values;
  }

  State state() {
    return state;
  }

  /** Why it must not be computed any more; null while it may. */
  @Nullable Refusal refusalAt(long now) {
    if (deadline.hasPassed(now)) {
      return Refusal.DEADLINE_PASSED;
    }
    return turnsAwayAt - now <= 0 ? Refusal.QUEUE_TIMEOUT : null;
  }

  /** How long it may wait yet, in nanoseconds. */
  long patience(long now) {
    return Math.min(turnsAwayAt - now, deadline.remaining(now));
  }

  /** Whether both can be in one batch. */
  boolean fits(Waiter other) {
    for (int i = 0; i < inputs.size(); i++) {
      if (!inputs.get(i).hasRowsLike(other.inputs.get(i))) {
        return false;
      }
    }
    return true;
  }

  void take() {
    state = State.TAKEN;
  }

  /** Leaves it to its own thread to compute, in this lane. */
  void lead(int in) {
    lane = in;
    state = State.LEADS;
    wake();
  }

  void refuse(Refusal why) {
    refusal = why;
    state = State.REFUSED;
    wake();
  }

  void answer(List<Tensor> with) {
    outputs = with;
    state = State.DONE;
    wake();
  }

  void fail(RuntimeException with) {
    failure = with;
    state = State.DONE;
    wake();
  }

  private void wake() {
    if (thread != Thread.currentThread()) {
      LockSupport.unpark(thread);
    }
  }
}
