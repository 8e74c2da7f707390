package io.sluice.runtime.plan;

import io.sluice.model.Datatype;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The inputs and outputs of a graph as the graph itself has them: under its own names and types.
 *
 * @param inputs in the order of the engine's tensors
 * @param outputs in the graph's order
 */
record GraphEnds(List<End> inputs, List<End> outputs) {
  GraphEnds {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
  }

  /** How many axes an input or output has. */
  enum Axes {
    /** The rows and nothing else: each row is one number, and a tensor of one column to others. */
    ROWS_ONLY,
    /** The rows and others. */
    SEVERAL,
    /** Only a run tells. */
    UNTOLD
  }

  /** One input or output. */
  record End(String name, Datatype type, Axes axes) {
    /** The axes that the graph has where the engine has a shape, rows first. */
    long[] axes(int[] shape) {
      int rank = axes == Axes.ROWS_ONLY ? 1 : shape.length;
      return Arrays.stream(shape).limit(rank).asLongStream().toArray();
    }
  }

  /** Those of the graph of a plan, which is made of float32. */
  static GraphEnds ofPlan(int inputs, int outputs) {
    return new GraphEnds(
        IntStream.range(0, inputs)
            .mapToObj(i -> new End(NetworkTranslator.inputName(i), Datatype.FP32, Axes.SEVERAL))
            .toList(),
        IntStream.range(0, outputs)
            .mapToObj(i -> new End(NetworkTranslator.outputName(i), Datatype.FP32, Axes.SEVERAL))
            .toList());
  }

  /** Whether the axes of all outputs are known before a run. */
  boolean areToldAll() {
    return outputs.stream().noneMatch(end -> end.axes() == Axes.UNTOLD);
  }

  /**
   * The shape of one row of an answer.
   *
   * @param answer the axes that the graph gave
   * @throws IllegalStateException if the first of them are not the rows that were asked
   */
  static int[] rowShape(long[] answer, int rows) {
    if (answer.length == 0 || answer[0] != rows) {
      throw new IllegalStateException(
          "the graph answers %d rows with the shape %s".formatted(rows, Arrays.toString(answer)));
    }
    return answer.length == 1
        ? new int[] {1}
        : Arrays.stream(answer).skip(1).mapToInt(Math::toIntExact).toArray();
  }
}
