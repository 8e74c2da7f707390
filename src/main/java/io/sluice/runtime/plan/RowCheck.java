package io.sluice.runtime.plan;

import io.sluice.model.Datatype;
import io.sluice.model.Shapes;
import io.sluice.model.Tensor;
import io.sluice.model.TensorSpec;
import io.sluice.runtime.Engine;
import io.sluice.runtime.NetworkProbe.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Whether a graph of unknown origin answers a row alone as it does among others. Requests are
 * computed together: a graph that takes a mean over its batch would let callers see each other.
 */
final class RowCheck {
  private static final long SEED = 20_261_124;
  private static final int ROWS = 3;

  /** As a share of the largest value: kernels differ by the number of rows. */
  private static final double TOLERANCE = 1e-4;

  private RowCheck() {}

  static boolean areIndependent(Engine engine, Findings findings) {
    Random random = new Random(SEED);
    List<Tensor> batch =
        findings.inputs().stream().map(spec -> draw(spec, findings.length(), random)).toList();
    List<Tensor> together;
    try {
      together = engine.infer(List.of(batch)).get(0);
    } catch (RuntimeException onlyOneRowAtATime) {
      return false;
    }
    List<Tensor> apart = new RowEngine(engine).infer(List.of(batch)).get(0);
    return IntStream.range(0, apart.size())
        .allMatch(i -> PlanCheck.difference(apart.get(i), together.get(i)) <= TOLERANCE);
  }

  private static Tensor draw(TensorSpec spec, int length, Random random) {
    List<Integer> shape = new ArrayList<>(List.of(ROWS));
    spec.shape().forEach(axis -> shape.add(axis == Shapes.VARIABLE ? length : axis));
    int[] axes = Shapes.toArray(shape);
    float[] values = new float[(int) Shapes.size(axes)];
    boolean real = spec.datatype() == Datatype.FP32 || spec.datatype() == Datatype.FP64;
    for (int i = 0; i < values.length; i++) {
      // Whole numbers are most often indices, and 0 and 1 are in every list worth one.
      values[i] = real ? (float) random.nextGaussian() : random.nextInt(2);
    }
    return Tensor.of(values, axes);
  }
}
