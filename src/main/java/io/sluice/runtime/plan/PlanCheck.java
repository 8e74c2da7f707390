package io.sluice.runtime.plan;

import io.sluice.model.Tensor;
import io.sluice.runtime.Engine;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Compares a plan with DL4J, which is right by definition. */
final class PlanCheck {
  /**
   * How far an answer of a plan may lie from DL4J's, as a share of the largest value of that
   * answer: both round each of some hundred thousand float32 operations, in another order.
   */
  static final double TOLERANCE = 2e-5;

  private PlanCheck() {}

  /**
   * Computes the same batches both ways.
   *
   * @param batches one list of input tensors for each
   * @throws UntranslatableException if an answer differs
   */
  static void check(Engine plan, Engine truth, List<List<Tensor>> batches)
      throws UntranslatableException {
    for (List<Tensor> batch : batches) {
      List<Tensor> expected = truth.infer(List.of(batch)).get(0);
      List<Tensor> given;
      try {
        given = plan.infer(List.of(batch)).get(0);
      } catch (RuntimeException e) {
        throw new UntranslatableException("ONNX Runtime cannot run the plan", e);
      }
      for (int i = 0; i < expected.size(); i++) {
        double difference = difference(expected.get(i), given.get(i));
        if (!(difference <= TOLERANCE)) {
          throw new UntranslatableException(
              String.format(
                  Locale.ROOT,
                  "the plan differs from Deeplearning4j by %.1e at output %d",
                  difference,
                  i));
        }
      }
    }
  }

  /**
   * The largest difference of two values, as a share of the largest value expected; infinite if the
   * shapes differ, or one is finite where the other is not.
   */
  static double difference(Tensor expected, Tensor given) {
    if (!Arrays.equals(expected.shape(), given.shape())) {
      return Double.POSITIVE_INFINITY;
    }
    double largest = 0;
    double apart = 0;
    for (int i = 0; i < expected.size(); i++) {
      float want = expected.at(i);
      float have = given.at(i);
      if (Float.isFinite(want) && Float.isFinite(have)) {
        largest = Math.max(largest, Math.abs(want));
        apart = Math.max(apart, Math.abs((double) want - have));
      } else if (Float.compare(want, have) != 0) {
        return Double.POSITIVE_INFINITY;
      }
    }
    return apart == 0 ? 0 : apart / largest;
  }
}
