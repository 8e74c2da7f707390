package io.sluice.codec;

import io.sluice.model.Prediction;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes {@code {"model":..,"version":..,"digest":..,"predictions":[..]}}, with {@code arm} and
 * {@code predictionId} before the predictions where there are such.
 */
public final class JsonPredictionWriter implements PredictionWriter {

  @Override
  public void write(Prediction prediction, TopClasses top, OutputStream out) throws IOException {
    if (out instanceof AnswerBytes bytes) {
      write(prediction, top, bytes);
      return;
    }
    // All or nothing: an answer that broke off must not look whole.
    try (AnswerBytes bytes = new AnswerBytes()) {
      write(prediction, top, bytes);
      bytes.writeTo(out);
      out.flush();
    }
  }

  private static void write(Prediction prediction, TopClasses top, AnswerBytes out)
      throws IOException {
    JsonSink json = new JsonSink(out);
    json.beginObject();
    json.name("model");
    json.text(prediction.id().name().value());
    json.name("version");
    json.text(prediction.id().version().toString());
    json.name("digest");
    json.text(prediction.digest().value());
    if (prediction.arm() != null) {
      json.name("arm");
      json.text(prediction.arm());
    }
    if (prediction.predictionId() != null) {
      json.name("predictionId");
      json.text(prediction.predictionId().toString());
    }
    json.name("predictions");
    json.beginArray();
    PlainForm form = new PlainForm(prediction, top, json);
    for (int row = 0; row < prediction.rows(); row++) {
      form.write(row);
    }
    json.endArray();
    json.endObject();
  }
}
