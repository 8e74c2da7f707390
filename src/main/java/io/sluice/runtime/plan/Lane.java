package io.sluice.runtime.plan;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sluice.model.Shapes;
import io.sluice.model.Tensor;
import io.sluice.model.TensorSpec;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What one batch at a time is computed in. Small batches of fixed shapes keep their bindings:
 * making the tensors anew costs as much as the arithmetic of a small network.
 */
final class Lane {
  private static final int KEPT_ROWS = 32;

  private final OrtSession session;
  private final LaneMemory[] in;
  private final LaneMemory[] out;
  private final int @Nullable [][] outputShapes;
  private final @Nullable Binding[] kept;

  /**
   * @param inputs what the graph takes, without the batch axis
   * @param outputs what it gives, without the batch axis
   */
  Lane(OrtSession session, List<TensorSpec> inputs, List<TensorSpec> outputs) {
    this.session = session;
    this.in = memories(inputs.size());
    this.out = memories(outputs.size());
    boolean fixed = areFixed(inputs) && areFixed(outputs);
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
    return new Binding(session, like, rows, outputShapes, in, out);
  }

  private static boolean areFixed(List<TensorSpec> specs) {
    return specs.stream().allMatch(spec -> Shapes.isFixed(spec.shape()));
  }

  private static int[][] shapes(List<TensorSpec> specs) {
    return specs.stream().map(spec -> Shapes.toArray(spec.shape())).toArray(int[][]::new);
  }

  private static LaneMemory[] memories(int count) {
    return IntStream.range(0, count).mapToObj(i -> new LaneMemory()).toArray(LaneMemory[]::new);
  }
}
