package io.sluice.feedback;

import io.sluice.model.OutputField;
import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.OutputField.QuantityOutput;
import io.sluice.model.Violation;
import io.sluice.model.Violation.Rule;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came true of one instance, checked against what the model predicts. It is about the model's
 * first output; of several quantities about the first.
 *
 * @param prediction that it is about
 * @param row position of the instance
 * @param output the probability of each label, or the predicted quantity; empty if the model gives
 *     plain values, for which nothing but a mean of outcomes can be said
 * @param label the true class; null if the outcome is a quantity
 * @param classIndex its position among the labels; null likewise
 * @param quantity the true one; null if the outcome is a class
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on once, to be written.
record KnownOutcome(
    LoggedPrediction prediction,
    int row,
    float[] output,
    @Nullable String label,
    @Nullable Integer classIndex,
    @Nullable Double quantity) {

  /**
   * Says what is wrong with what was told; null if nothing is.
   *
   * @param outputs of the version that predicted
   */
  static @Nullable Violation fault(
      Told told, LoggedPrediction prediction, List<OutputField> outputs) {
    if (told.row() < 0 || told.row() >= prediction.rows()) {
      return new Violation(
          "/row",
          Rule.RANGE,
          "The prediction has no row " + told.row() + ".",
          new Violation.Range(0, prediction.rows() - 1));
    }
    return outputs.get(0) instanceof ClassOutput classes
        ? faultOfClass(told, classes.labels())
        : faultOfQuantity(told);
  }

  private static @Nullable Violation faultOfClass(Told told, List<String> labels) {
    if (told.value() != null) {
      return new Violation(
          "/value", Rule.UNKNOWN, "The model predicts a class: its outcome is a label.", null);
    }
    if (told.label() == null) {
      return new Violation("/label", Rule.MISSING, "The member label is missing.", labels);
    }
    return labels.contains(told.label())
        ? null
        : new Violation(
            "/label", Rule.CATEGORY, "The label is none of those of the model.", labels);
  }

  private static @Nullable Violation faultOfQuantity(Told told) {
    if (told.label() != null) {
      return new Violation(
          "/label", Rule.UNKNOWN, "The model predicts no class: its outcome is a value.", null);
    }
    if (told.value() == null) {
      return new Violation("/value", Rule.MISSING, "The member value is missing.", null);
    }
    return Double.isFinite(told.value())
        ? null
        : new Violation("/value", Rule.FINITE, "The value is not finite.", null);
  }

  /** The outcome that was told, once nothing is wrong with it. */
  static KnownOutcome of(Told told, LoggedPrediction prediction, List<OutputField> outputs) {
    float[] all = prediction.output(told.row());
    if (outputs.get(0) instanceof ClassOutput classes) {
      int index = classes.labels().indexOf(told.label());
      float[] own = Arrays.copyOf(all, classes.labels().size());
      return new KnownOutcome(prediction, told.row(), own, told.label(), index, null);
    }
    float[] own = outputs.get(0) instanceof QuantityOutput ? Arrays.copyOf(all, 1) : new float[0];
    return new KnownOutcome(prediction, told.row(), own, null, null, told.value());
  }

  /**
   * What the instance was assigned by. Instances of one request that none assigned by a key are
   * still not independent: they make a unit of their own.
   */
  long unit() {
    return prediction.unit() == 0 && prediction.rows() > 1
        ? prediction.id().value().getLeastSignificantBits()
        : prediction.unit();
  }
}
