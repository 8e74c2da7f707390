package io.sluice.runtime.plan;

import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * An LSTM with one more feature that shuts its gates where it is 1, and changes nothing where it is
 * 0. Shut gates neither let anything in nor out nor keep the state, so that both are zero.
 *
 * <p>A simple recurrent cell has no gates; here it becomes an LSTM whose candidate is the sum that
 * it takes, let in whole and not kept, and whose output gate is open.
 */
record ShutWeights(RecurrentCell cell, RecurrentWeights weights) {
  /** Larger than any sum of a step: a gate is saturated. */
  private static final double SHUT = 1e8;

  private static final List<String> SHUTTING = List.of("Sigmoid", "HardSigmoid");

  /**
   * @throws UntranslatableException if a gate is never shut
   */
  static ShutWeights of(RecurrentCell cell, RecurrentWeights weights)
      throws UntranslatableException {
    if (cell.operator().equals("RNN")) {
      return ofSimple(cell, weights);
    }
    String gate = cell.functions().get(0).name();
    if (!SHUTTING.contains(gate)) {
      throw new UntranslatableException(
          "a masked layer with the gate activation %s has no plan".formatted(gate));
    }
    INDArray column =
        Nd4j.zeros(weights.input().dataType(), weights.input().size(0), weights.input().size(1), 1);
    for (int input = 0; input < 3; input++) {
      gate(column, input, cell.width()).assign(-SHUT);
    }
    return new ShutWeights(
        cell,
        new RecurrentWeights(
            Nd4j.concat(2, weights.input(), column),
            weights.recurrent(),
            weights.bias(),
            weights.peepholes()));
  }

  private static ShutWeights ofSimple(RecurrentCell cell, RecurrentWeights weights) {
    long width = cell.width();
    long features = weights.input().size(2);
    INDArray input = Nd4j.zeros(weights.input().dataType(), 1, 4 * width, features + 1);
    gate(input, 3, width)
        .get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(0, features))
        .assign(weights.input());
    // Twice, since the gate is held open as firmly.
    gate(input, 1, width)
        .get(NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.interval(features, features + 1))
        .assign(-2 * SHUT);
    INDArray recurrent = Nd4j.zeros(weights.recurrent().dataType(), 1, 4 * width, width);
    gate(recurrent, 3, width).assign(weights.recurrent());
    INDArray bias = Nd4j.zeros(weights.bias().dataType(), 1, 8 * width, 1);
    gate(bias, 0, width).assign(SHUT);
    gate(bias, 1, width).assign(SHUT);
    gate(bias, 2, width).assign(-SHUT);
    INDArray own = weights.bias().reshape(1, 2 * width, 1);
    gate(bias, 3, width).assign(gate(own, 0, width));
    RecurrentFunction exact = new RecurrentFunction("HardSigmoid", List.of(0.2f), List.of(0.5f));
    RecurrentFunction same = new RecurrentFunction("Affine", List.of(1f), List.of(0f));
    return new ShutWeights(
        new RecurrentCell(
            "LSTM",
            List.of(exact, same, cell.functions().get(0)),
            false,
            cell.featuresLast(),
            width),
        new RecurrentWeights(input, recurrent, bias.reshape(1, 8 * width), weights.peepholes()));
  }

  /** The rows of one gate: input, output, forget, candidate. */
  private static INDArray gate(INDArray array, int gate, long width) {
    return array.get(
        NDArrayIndex.all(),
        NDArrayIndex.interval(gate * width, (gate + 1) * width),
        NDArrayIndex.all());
  }
}
