package io.sluice.tensorflow;

import io.sluice.model.ModelSignature;
import io.sluice.model.OutputField;
import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.OutputField.QuantityOutput;
import io.sluice.model.OutputField.TensorOutput;
import io.sluice.model.Shapes;
import io.sluice.model.Tensor;
import java.util.List;

/**
 * Answers that can be worked out by hand: a quantity and each element of a tensor is the sum of the
 * row's inputs; the classes have the probabilities 1/2, 1/4, 1/8 and so on.
 */
final class Sums {
  private Sums() {}

  /** The answers of a model for the tensors that it gets. */
  static List<Tensor> of(ModelSignature signature, List<Tensor> inputs) {
    float[] sums = new float[inputs.get(0).rows()];
    for (Tensor input : inputs) {
      for (int i = 0; i < input.size(); i++) {
        sums[i / input.rowSize()] += input.at(i);
      }
    }
    return signature.outputs().stream().map(output -> output(output, sums)).toList();
  }

  private static Tensor output(OutputField output, float[] sums) {
    int[] row = rowShape(output);
    int size = (int) Shapes.size(row);
    float[] values = new float[sums.length * size];
    for (int i = 0; i < values.length; i++) {
      boolean isClass = output instanceof ClassOutput;
      values[i] = isClass ? Math.scalb(1f, -1 - i % size) : sums[i / size];
    }
    int[] shape = new int[row.length + 1];
    shape[0] = sums.length;
    System.arraycopy(row, 0, shape, 1, row.length);
    return Tensor.of(values, shape);
  }

  private static int[] rowShape(OutputField output) {
    if (output instanceof TensorOutput tensor) {
      return Shapes.toArray(tensor.shape());
    }
    return output instanceof ClassOutput classes
        ? new int[] {classes.labels().size()}
        : new int[] {((QuantityOutput) output).quantities().size()};
  }
}
