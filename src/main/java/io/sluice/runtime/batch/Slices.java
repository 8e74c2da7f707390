package io.sluice.runtime.batch;

import io.sluice.model.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Computes a request that is longer than a batch may be, one batch after the other. */
final class Slices {
  private Slices() {}

  /**
   * Computes all rows in batches of at most so many.
   *
   * @return one tensor for each output, with the rows of all batches in their order
   */
  static List<Tensor> infer(Computation computation, List<Tensor> inputs, int most) {
    int rows = inputs.get(0).rows();
    List<List<Tensor>> answers = new ArrayList<>();
    for (int from = 0; from < rows; from += most) {
      int first = from;
      int count = Math.min(most, rows - from);
      List<Tensor> slice = inputs.stream().map(input -> slice(input, first, count)).toList();
      answers.add(computation.infer(List.of(slice)).get(0));
    }
    List<Tensor> joined = new ArrayList<>();
    for (int output = 0; output < answers.get(0).size(); output++) {
      joined.add(join(answers, output, rows));
    }
    return joined;
  }

  private static Tensor slice(Tensor tensor, int from, int rows) {
    int[] shape = tensor.shape();
    shape[0] = rows;
    int size = tensor.rowSize();
    float[] values = new float[rows * size];
    System.arraycopy(tensor.values(), from * size, values, 0, values.length);
    return Tensor.of(values, shape);
  }

  private static Tensor join(List<List<Tensor>> answers, int output, int rows) {
    Tensor first = answers.get(0).get(output);
    int[] shape = first.shape();
    shape[0] = rows;
    float[] values = new float[rows * first.rowSize()];
    int position = 0;
    for (List<Tensor> answer : answers) {
      Tensor part = answer.get(output);
      System.arraycopy(part.values(), 0, values, position, part.size());
      position += part.size();
    }
    return Tensor.of(values, shape);
  }
}
