package io.sluice.tensorflow;

import io.sluice.codec.AnswerBytes;
import io.sluice.codec.JsonRowsReader;
import io.sluice.model.InstanceLimits;
import io.sluice.model.InstanceSource;
import io.sluice.model.Prediction;
import io.sluice.model.ProtocolException;
import io.sluice.prediction.Predictions;
import java.io.IOException;

/** Takes requests for predictions to their answers, all by the one use case. */
final class PredictionExchange {
  /** The verbs behind the colon of a path. */
  static final String PREDICT = "predict";

  static final String CLASSIFY = "classify";
  static final String REGRESS = "regress";
  static final String EXPLAIN = "explain";

  private static final int NOT_IMPLEMENTED = 501;

  private final Predictions predictions;
  private final JsonRowsReader reader;

  /**
   * @param limits counted while a request is read
   */
  PredictionExchange(Predictions predictions, InstanceLimits limits) {
    this.predictions = predictions;
    this.reader = new JsonRowsReader(limits);
  }

  /** All outputs for instances in the row form, or for inputs in the column form. */
  void predict(Call call, AnswerBytes out) throws IOException {
    PredictBody body = new PredictBody(reader, call.body());
    Prediction prediction = prediction(call, body);
    if (body.isColumnForm()) {
      PredictionsWriter.columns(prediction, !body.isEncoded(), out);
    } else {
      PredictionsWriter.rows(prediction, !body.isEncoded(), out);
    }
  }

  /** Labels and scores of examples. */
  void classify(Call call, AnswerBytes out) throws IOException {
    ResultsWriter.classes(examples(call, SignatureName.CLASSIFICATION, CLASSIFY), out);
  }

  /** A number for each example. */
  void regress(Call call, AnswerBytes out) throws IOException {
    ResultsWriter.numbers(examples(call, SignatureName.REGRESSION, REGRESS), out);
  }

  /**
   * KServe's explanations, which need an explainer beside the model: there is none here.
   *
   * @throws ProtocolException always
   */
  void explain(Call call, AnswerBytes out) {
    call.selected();
    throw new ProtocolException(
        NOT_IMPLEMENTED, "Explanations are not implemented by this server; use :predict.");
  }

  private Prediction examples(Call call, SignatureName wanted, String verb) {
    return prediction(call, new ExamplesBody(reader, call.body(), wanted, verb));
  }

  private Prediction prediction(Call call, InstanceSource source) {
    return predictions.predict(
        call.selected().target(), source, call.deadline(), call.caller(), call.headers());
  }
}
