package io.sluice.runtime.batch;

import io.sluice.metrics.QueueMetrics;
import io.sluice.model.ModelId;
import io.sluice.model.Tensor;
import io.sluice.model.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Computes batches in a lane that the thread owns, measures them, and finishes their requests. */
final class BatchRun {
  private final ModelId id;
  private final Computation computation;
  private final int mostRows;
  private final Lanes lanes;
  private final CostModel cost;
  private final QueueMetrics metrics;
  private final TimeSource time;

  BatchRun(
      ModelId id,
      Computation computation,
      int mostRows,
      Lanes lanes,
      CostModel cost,
      QueueMetrics metrics,
      TimeSource time) {
    this.id = id;
    this.computation = computation;
    this.mostRows = mostRows;
    this.lanes = lanes;
    this.cost = cost;
    this.metrics = metrics;
    this.time = time;
  }

  /** Computes one request; in slices if it is longer than a batch may be. */
  List<Tensor> alone(int lane, List<Tensor> inputs) {
    long begun = time.nanoTime();
    lanes.begin(lane, begun);
    try {
      return inputs.get(0).rows() > mostRows
          ? Slices.infer(slice -> measured(slice, time.nanoTime()), inputs, mostRows)
          : measured(List.of(inputs), begun).get(0);
    } finally {
      lanes.end(lane);
    }
  }

  /**
   * Computes several requests as one batch, and finishes each of them. If the batch fails, each is
   * computed alone, so that only the guilty one fails.
   */
  void together(int lane, List<Waiter> batch) {
    int finished = 0;
    try {
      List<List<Tensor>> answers = batch.size() == 1 ? List.of() : answers(lane, batch);
      for (Waiter waiter : batch) {
        if (answers.isEmpty()) {
          finishAlone(lane, waiter);
        } else {
          waiter.answer(answers.get(finished));
        }
        finished++;
      }
    } finally {
      // An error of the machine goes to the one who computes; the others must not wait for ever.
      for (Waiter waiter : batch.subList(finished, batch.size())) {
        waiter.fail(new IllegalStateException("the batch was given up"));
      }
    }
  }

  /** What became of a request that is finished. */
  List<Tensor> result(Waiter waiter) {
    RuntimeException failure = waiter.failure;
    if (failure != null) {
      throw failure;
    }
    return Objects.requireNonNull(waiter.outputs, "a finished request has outputs");
  }

  private List<List<Tensor>> answers(int lane, List<Waiter> batch) {
    List<List<Tensor>> parts = new ArrayList<>(batch.size());
    for (Waiter waiter : batch) {
      parts.add(waiter.inputs);
    }
    long begun = time.nanoTime();
    lanes.begin(lane, begun);
    try {
      return measured(parts, begun);
    } catch (RuntimeException e) {
      return List.of();
    } finally {
      lanes.end(lane);
    }
  }

  private void finishAlone(int lane, Waiter waiter) {
    List<Tensor> outputs;
    try {
      outputs = alone(lane, waiter.inputs);
    } catch (RuntimeException e) {
      waiter.fail(e);
      return;
    }
    waiter.answer(outputs);
  }

  private List<List<Tensor>> measured(List<List<Tensor>> parts, long begun) {
    List<List<Tensor>> answers = computation.infer(parts);
    int rows = 0;
    for (int i = 0; i < parts.size(); i++) {
      rows += parts.get(i).get(0).rows();
    }
    cost.observe(rows, time.nanoTime() - begun);
    metrics.batched(id, rows);
    return answers;
  }
}
