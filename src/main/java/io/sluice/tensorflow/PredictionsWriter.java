package io.sluice.tensorflow;

import io.sluice.codec.AnswerBytes;
import io.sluice.codec.JsonSink;
import io.sluice.codec.NestedValues;
import io.sluice.codec.OutputTensor;
import io.sluice.model.Prediction;
import io.sluice.model.Tensor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes what a predict request gave: {@code {"predictions":[...]}} in the row form, {@code
 * {"outputs":...}} in the column form. One output stands there bare, several by their names.
 */
final class PredictionsWriter {
  private final Prediction prediction;
  private final JsonSink json;
  private final List<OutputTensor> outputs = new ArrayList<>();
  private final List<int[]> rowShapes = new ArrayList<>();
  private final List<String> texts;

  private PredictionsWriter(Prediction prediction, boolean labels, AnswerBytes out) {
    this.prediction = prediction;
    this.json = new JsonSink(out);
    for (int i = 0; i < prediction.outputs().size(); i++) {
      outputs.add(OutputTensor.of(prediction, i));
      rowShapes.add(outputs.get(i).values().rowShape());
    }
    this.texts = labels ? TextOutputs.of(prediction.signature()) : List.of();
  }

  /**
   * Writes the row form.
   *
   * @param labels whether the request could bring text labels
   */
  static void rows(Prediction prediction, boolean labels, AnswerBytes out) throws IOException {
    new PredictionsWriter(prediction, labels, out).rows();
  }

  /**
   * Writes the column form.
   *
   * @param labels whether the request could bring text labels
   */
  static void columns(Prediction prediction, boolean labels, AnswerBytes out) throws IOException {
    new PredictionsWriter(prediction, labels, out).columns();
  }

  private void rows() throws IOException {
    json.beginObject();
    json.name("predictions");
    json.beginArray();
    for (int row = 0; row < prediction.rows(); row++) {
      row(row);
    }
    json.endArray();
    json.endObject();
  }

  private void row(int row) throws IOException {
    if (isSingle()) {
      row(0, row);
      return;
    }
    json.beginObject();
    for (int output = 0; output < outputs.size(); output++) {
      json.name(outputs.get(output).port().name());
      row(output, row);
    }
    for (String name : texts) {
      json.name(name);
      TextOutputs.write(prediction, name, row, json);
    }
    json.endObject();
  }

  private void row(int output, int row) throws IOException {
    Tensor tensor = outputs.get(output).values();
    NestedValues.write(tensor.values(), row * tensor.rowSize(), rowShapes.get(output), json);
  }

  private void columns() throws IOException {
    json.beginObject();
    json.name("outputs");
    if (isSingle()) {
      whole(outputs.get(0).values());
    } else {
      json.beginObject();
      for (OutputTensor output : outputs) {
        json.name(output.port().name());
        whole(output.values());
      }
      for (String name : texts) {
        json.name(name);
        json.beginArray();
        for (int row = 0; row < prediction.rows(); row++) {
          TextOutputs.write(prediction, name, row, json);
        }
        json.endArray();
      }
      json.endObject();
    }
    json.endObject();
  }

  private void whole(Tensor tensor) throws IOException {
    NestedValues.write(tensor.values(), 0, tensor.shape(), json);
  }

  private boolean isSingle() {
    return outputs.size() == 1 && texts.isEmpty();
  }
}
