package io.sluice.model;

import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.OutputField.QuantityOutput;
import io.sluice.model.OutputField.TensorOutput;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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
 * @param arm which arm of the model's experiment answered; null without one
 * @param predictionId what the outcome can be told under later; null if nothing is remembered
 */
public record Prediction(
    ModelId id,
    Digest digest,
    ModelSignature signature,
    int rows,
    List<Tensor> outputs,
    Map<String, List<String>> labels,
    @Nullable String arm,
    @Nullable PredictionId predictionId) {
  /**
   * @throws ServingException if a value is not finite
   */
  public Prediction {
    outputs = List.copyOf(outputs);
    labels = Map.copyOf(labels);
    outputs.forEach(Prediction::checkFinite);
  }

  /**
   * An answer outside of experiments, that nothing remembers.
   *
   * @throws ServingException if a value is not finite
   */
  public Prediction(
      ModelId id,
      Digest digest,
      ModelSignature signature,
      int rows,
      List<Tensor> outputs,
      Map<String, List<String>> labels) {
    this(id, digest, signature, rows, outputs, labels, null, null);
  }

  /** The same answer, given by an arm, remembered under an id. */
  public Prediction of(@Nullable String newArm, @Nullable PredictionId newId) {
    return new Prediction(id, digest, signature, rows, outputs, labels, newArm, newId);
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
