package io.sluice.runtime.plan;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sluice.model.Shapes;
import io.sluice.model.Tensor;
import io.sluice.model.TensorSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one batch at a time is computed in. Small batches of fixed shapes keep their bindings:
 * making the tensors anew costs as much as the arithmetic of a small network.
 */
final class Lane {
  private static final int KEPT_ROWS = 32;

  private final OrtSession session;
  private final GraphEnds ends;
  private final LaneMemory[] in;
  private final LaneMemory[] out;
  private final int @Nullable [][] outputShapes;
  private final @Nullable Binding[] kept;

  /** For the graph of a plan. */
  Lane(OrtSession session, List<TensorSpec> inputs, List<TensorSpec> outputs) {
    this(session, inputs, outputs, GraphEnds.ofPlan(inputs.size(), outputs.size()));
  }

  /**
   * @param inputs what the graph takes, without the batch axis
   * @param outputs what it gives, without the batch axis
   * @param ends how the graph itself has them
   */
  Lane(OrtSession session, List<TensorSpec> inputs, List<TensorSpec> outputs, GraphEnds ends) {
    this.session = session;
    this.ends = ends;
    this.in = memories(ends.inputs());
    this.out = memories(ends.outputs());
    boolean fixed = areFixed(inputs) && areFixed(outputs) && ends.areToldAll();
    this.outputShapes = fixed ? shapes(outputs) : null;
    this.kept = new @Nullable Binding[fixed ? KEPT_ROWS + 1 : 0];
  }

  /** Computes the parts as one batch. Not for several threads at once. */
  List<List<Tensor>> infer(List<List<Tensor>> parts) throws OrtException {
    int rows = 0;
    for (int i = 0; i < parts.size(); i++) {
      rows += parts.get(i).get(0).rows();
    }
    if (rows >= kept.length) {
      Binding once = bind(parts.get(0), rows);
      try {
        return once.run(parts);
      } finally {
        once.close();
      }
    }
    Binding binding = kept[rows];
    if (binding == null) {
      binding = bind(parts.get(0), rows);
      kept[rows] = binding;
    }
    return binding.run(parts);
  }

  void close() {
    for (int i = 0; i < kept.length; i++) {
      Binding binding = kept[i];
      if (binding != null) {
        binding.close();
        kept[i] = null;
      }
    }
  }

  private Binding bind(List<Tensor> like, int rows) throws OrtException {
    return new Binding(session, ends, like, rows, outputShapes, in, out);
  }

  private static boolean areFixed(List<TensorSpec> specs) {
    return specs.stream().allMatch(spec -> Shapes.isFixed(spec.shape()));
  }

  private static int[][] shapes(List<TensorSpec> specs) {
    return specs.stream().map(spec -> Shapes.toArray(spec.shape())).toArray(int[][]::new);
  }

  private static LaneMemory[] memories(List<GraphEnds.End> ends) {
    return ends.stream().map(end -> new LaneMemory(end.type())).toArray(LaneMemory[]::new);
  }
}
