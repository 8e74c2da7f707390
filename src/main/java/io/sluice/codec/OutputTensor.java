package io.sluice.codec;

import io.sluice.model.OutputField;
import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.Prediction;
import io.sluice.model.Tensor;

/**
 * One output of an answer, as {@link ModelPorts} shows it.
 *
 * @param port what it is; its shape still with -1
 * @param values all rows, in a shape without -1
 */
public record OutputTensor(TensorPort port, Tensor values) {

  /**
   * An output of a prediction.
   *
   * @param index position in the signature's outputs
   */
  public static OutputTensor of(Prediction prediction, int index) {
    OutputField output = prediction.signature().outputs().get(index);
    return of(prediction, index, ModelPorts.output(output));
  }

  /** As {@link #of(Prediction, int)}, where the port is known already. */
  public static OutputTensor of(Prediction prediction, int index, TensorPort port) {
    OutputField output = prediction.signature().outputs().get(index);
    Tensor tensor = prediction.outputs().get(index);
    boolean secondClassOnly =
        output instanceof ClassOutput classes
            && classes.labels().size() == 2
            && tensor.rowSize() == 1;
    return new OutputTensor(port, secondClassOnly ? bothClasses(tensor) : tensor);
  }

  /** A sigmoid column tells the second class; the first one is what remains. */
  private static Tensor bothClasses(Tensor second) {
    int rows = second.rows();
    float[] both = new float[2 * rows];
    for (int row = 0; row < rows; row++) {
      both[2 * row] = 1 - second.at(row);
      both[2 * row + 1] = second.at(row);
    }
    return Tensor.of(both, rows, 2);
  }
}
