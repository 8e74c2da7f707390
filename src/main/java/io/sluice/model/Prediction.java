package io.sluice.model;

import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.OutputField.QuantityOutput;
import io.sluice.model.OutputField.TensorOutput;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The answer to one request. Every value of it is finite: NaN and infinity have no place in JSON,
 * and say that a network failed.
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
  /**
   * @throws ServingException if a value is not finite
   */
  public Prediction {
    outputs = List.copyOf(outputs);
    labels = Map.copyOf(labels);
    outputs.forEach(Prediction::checkFinite);
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

  private static void checkFinite(Tensor tensor) {
    int size = tensor.size();
    for (int i = 0; i < size; i++) {
      if (!Float.isFinite(tensor.at(i))) {
        throw new ServingException(
            ServingException.Kind.PREDICTION_FAILED,
            "the model answered with a value that is not finite");
      }
    }
  }

  private static float[] probabilities(ClassOutput classes, float[] values) {
    boolean secondClassOnly = values.length == 1 && classes.labels().size() == 2;
    return secondClassOnly ? new float[] {1 - values[0], values[0]} : values;
  }
}
