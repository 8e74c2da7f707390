package io.sluice.experiment;

import io.sluice.model.ModelSignature;
import io.sluice.model.Outcome;
import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.OutputField.QuantityOutput;
import io.sluice.traffic.GoalMetric;
import java.util.Arrays;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** The number that one prediction and its outcome come to. */
final class Score {
  private Score() {}

  /**
   * The score of one instance; empty if its outcome is of another kind than the metric.
   *
   * @param values of all outputs of the instance, one after the other; the first output counts
   * @param label the class that came true; null if a quantity was told
   * @param quantity that came true; null if a class was told
   */
  static OptionalDouble of(
      GoalMetric metric,
      ModelSignature signature,
      float[] values,
      @Nullable String label,
      @Nullable Double quantity) {
    return switch (metric) {
      case ACCURACY -> accuracy(signature, values, label);
      case MAE -> error(signature, values, quantity, 1);
      case MSE -> error(signature, values, quantity, 2);
      case MEAN_VALUE -> quantity == null ? OptionalDouble.empty() : OptionalDouble.of(quantity);
    };
  }

  private static OptionalDouble accuracy(
      ModelSignature signature, float[] values, @Nullable String label) {
    if (label == null || !(signature.outputs().get(0) instanceof ClassOutput output)) {
      return OptionalDouble.empty();
    }
    float[] probabilities = values;
    if (values.length == 1) {
      probabilities = new float[] {1 - values[0], values[0]};
    } else if (values.length > output.labels().size()) {
      probabilities = Arrays.copyOf(values, output.labels().size());
    }
    String predicted = new Outcome.Classification(output.labels(), probabilities).label();
    return OptionalDouble.of(predicted.equals(label) ? 1 : 0);
  }

  private static OptionalDouble error(
      ModelSignature signature, float[] values, @Nullable Double quantity, int power) {
    if (quantity == null || !(signature.outputs().get(0) instanceof QuantityOutput)) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(Math.pow(Math.abs(values[0] - quantity), power));
  }
}
