package io.sluice.runtime;

import io.sluice.model.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Puts the tensors of several requests together, and takes an answer apart again. */
final class TensorParts {
  private TensorParts() {}

  /**
   * One tensor for each input, with the rows of all parts in their order; one part is not copied.
   */
  static List<Tensor> join(List<List<Tensor>> parts) {
    if (parts.size() == 1) {
      return parts.get(0);
    }
    int inputs = parts.get(0).size();
    List<Tensor> joined = new ArrayList<>(inputs);
    for (int input = 0; input < inputs; input++) {
      joined.add(join(parts, input));
    }
    return joined;
  }

  /** For each part its rows of every output. */
  static List<List<Tensor>> split(List<Tensor> outputs, List<List<Tensor>> parts) {
    if (parts.size() == 1) {
      return List.of(outputs);
    }
    List<List<Tensor>> answers = new ArrayList<>(parts.size());
    int from = 0;
    for (List<Tensor> part : parts) {
      int rows = part.get(0).rows();
      List<Tensor> answer = new ArrayList<>(outputs.size());
      for (Tensor output : outputs) {
        answer.add(rows(output, from, rows));
      }
      answers.add(answer);
      from += rows;
    }
    return answers;
  }

  private static Tensor join(List<List<Tensor>> parts, int input) {
    int rows = parts.stream().mapToInt(part -> part.get(input).rows()).sum();
    int[] shape = parts.get(0).get(input).shape();
    shape[0] = rows;
    float[] values = new float[rows * parts.get(0).get(input).rowSize()];
    int position = 0;
    for (List<Tensor> part : parts) {
      Tensor tensor = part.get(input);
      System.arraycopy(tensor.values(), 0, values, position, tensor.size());
      position += tensor.size();
    }
    return Tensor.of(values, shape);
  }

  private static Tensor rows(Tensor tensor, int from, int rows) {
    int size = tensor.rowSize();
    int[] shape = tensor.shape();
    shape[0] = rows;
    float[] values = new float[rows * size];
    System.arraycopy(tensor.values(), from * size, values, 0, values.length);
    return Tensor.of(values, shape);
  }
}
