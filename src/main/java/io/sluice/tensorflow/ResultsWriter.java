package io.sluice.tensorflow;

import io.sluice.codec.AnswerBytes;
import io.sluice.codec.JsonSink;
import io.sluice.codec.OutputTensor;
import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.Prediction;
import io.sluice.model.Tensor;
import java.io.IOException;
import java.util.List;

/**
 * Writes what examples gave: {@code {"results":[...]}}. The key is that of TensorFlow Serving's
 * source and of the sample call of its documentation, whose section on the format says {@code
 * result}.
 */
final class ResultsWriter {
  private ResultsWriter() {}

  /**
   * Writes a list of {@code [label, score]} for each example, in the order of the model's labels.
   */
  static void classes(Prediction prediction, AnswerBytes out) throws IOException {
    int index = SignatureName.classes(prediction.signature());
    ClassOutput output = (ClassOutput) prediction.signature().outputs().get(index);
    List<String> labels = output.labels();
    Tensor scores = OutputTensor.of(prediction, index).values();
    JsonSink json = begin(out);
    int at = 0;
    for (int row = 0; row < scores.rows(); row++) {
      json.beginArray();
      for (String label : labels) {
        json.beginArray();
        json.text(label);
        json.number(scores.at(at++));
        json.endArray();
      }
      json.endArray();
    }
    end(json);
  }

  /** Writes a number for each example. */
  static void numbers(Prediction prediction, AnswerBytes out) throws IOException {
    int index = SignatureName.quantity(prediction.signature());
    Tensor values = OutputTensor.of(prediction, index).values();
    JsonSink json = begin(out);
    for (int row = 0; row < values.rows(); row++) {
      json.number(values.at(row));
    }
    end(json);
  }

  private static JsonSink begin(AnswerBytes out) {
    JsonSink json = new JsonSink(out);
    json.beginObject();
    json.name("results");
    json.beginArray();
    return json;
  }

  private static void end(JsonSink json) {
    json.endArray();
    json.endObject();
  }
}
