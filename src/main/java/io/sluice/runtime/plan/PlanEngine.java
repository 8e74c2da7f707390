package io.sluice.runtime.plan;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sluice.model.Tensor;
import io.sluice.model.TensorSpec;
import io.sluice.runtime.Engine;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Computes by a plan. ONNX Runtime sessions may run on any number of threads at once; a lane is the
 * memory that one of them reads from and writes to.
 */
public final class PlanEngine implements Engine {
  /** The name that versions with a plan show. */
  public static final String NAME = "plan";

  private final String name;
  private final OrtSession session;
  private final AtomicReferenceArray<Lane> free;

  /**
   * @param inputs what the graph takes, without the batch axis
   * @param outputs what it gives, without the batch axis
   * @param lanes how many batches are computed at once, at least 1
   */
  PlanEngine(OrtSession session, List<TensorSpec> inputs, List<TensorSpec> outputs, int lanes) {
    this(NAME, session, inputs, outputs, GraphEnds.ofPlan(inputs.size(), outputs.size()), lanes);
  }

  /**
   * @param name what versions show
   * @param ends how the graph has its inputs and outputs
   */
  PlanEngine(
      String name,
      OrtSession session,
      List<TensorSpec> inputs,
      List<TensorSpec> outputs,
      GraphEnds ends,
      int lanes) {
    this.name = name;
    this.session = session;
    this.free = new AtomicReferenceArray<>(lanes);
    for (int i = 0; i < lanes; i++) {
      free.set(i, new Lane(session, inputs, outputs, ends));
    }
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public int lanes() {
    return free.length();
  }

  @Override
  public List<List<Tensor>> infer(List<List<Tensor>> parts) {
    for (int i = 0; i < free.length(); i++) {
      Lane lane = free.getAndSet(i, null);
      if (lane != null) {
        try {
          return lane.infer(parts);
        } catch (OrtException e) {
          throw new IllegalStateException(e);
        } finally {
          free.set(i, lane);
        }
      }
    }
    throw new IllegalStateException("more callers than lanes");
  }

  @Override
  public void close() {
    for (int i = 0; i < free.length(); i++) {
      Lane lane = free.getAndSet(i, null);
      if (lane != null) {
        lane.close();
      }
    }
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }
}
