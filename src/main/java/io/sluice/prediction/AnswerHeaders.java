package io.sluice.prediction;

import io.sluice.model.Prediction;
import java.util.function.BiConsumer;

/** What the headers of an answer tell of it, in every format and every protocol alike. */
public final class AnswerHeaders {
  private static final String ARM = "X-Sluice-Arm";
  private static final String PREDICTION_ID = "X-Prediction-Id";

  private AnswerHeaders() {}

  /**
   * Sets the headers of an answer.
   *
   * @param into takes a name and a value
   */
  public static void set(Prediction prediction, BiConsumer<String, String> into) {
    if (prediction.arm() != null) {
      into.accept(ARM, prediction.arm());
    }
    if (prediction.predictionId() != null) {
      into.accept(PREDICTION_ID, prediction.predictionId().toString());
    }
  }
}
