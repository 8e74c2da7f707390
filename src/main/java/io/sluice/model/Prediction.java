package io.sluice.model;

import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.OutputField.QuantityOutput;
import io.sluice.model.OutputField.TensorOutput;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The answer to one request.
 *
 * @param id the version that answered
 * @param digest the bytes of that version
 * @param signature its signature
 * @param rows instances answered
 * @param outputs one tensor for each output of the signature, denormalised
 * @param labels text labels of the instances, by field name, one a row
 */
public record Prediction(
    ModelId id,
    Digest digest,
    ModelSignature signature,
    int rows,
    List<Tensor> outputs,
    Map<String, List<String>> labels) {
  public Prediction {
    outputs = List.copyOf(outputs);
    labels = Map.copyOf(labels);
  }

  /**
   * What one output says about one instance.
   *
   * @param row 0 to {@link #rows()} - 1
   * @param output position in the signature's outputs
   */
  public Outcome outcome(int row, int output) {
    Tensor tensor = outputs.get(output);
    int size = tensor.rowSize();
    float[] values = Arrays.copyOfRange(tensor.values(), row * size, (row + 1) * size);
    OutputField field = signature.outputs().get(output);
    if (field instanceof ClassOutput classes) {
      return new Outcome.Classification(classes.labels(), probabilities(classes, values));
    }
    if (field instanceof QuantityOutput quantity) {
      return new Outcome.Quantities(quantity.quantities(), values);
    }
    if (field instanceof TensorOutput) {
      return new Outcome.Values(tensor.rowShape(), values);
    }
    throw new IllegalStateException("unknown kind of output: " + field.name());
  }

  /** The only output's word on the first instance, for callers that ask one thing. */
  public Outcome first() {
    return outcome(0, 0);
  }

  private static float[] probabilities(ClassOutput classes, float[] values) {
    boolean secondClassOnly = values.length == 1 && classes.labels().size() == 2;
    return secondClassOnly ? new float[] {1 - values[0], values[0]} : values;
  }
}
