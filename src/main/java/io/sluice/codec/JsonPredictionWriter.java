package io.sluice.codec;

import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import io.sluice.model.Prediction;
import java.io.IOException;
import java.io.OutputStream;

/** Writes {@code {"model":..,"version":..,"digest":..,"predictions":[..]}}. */
public final class JsonPredictionWriter implements PredictionWriter {
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          // An answer that broke off must not look whole.
          .disable(StreamWriteFeature.AUTO_CLOSE_CONTENT)
          .build();

  @Override
  public void write(Prediction prediction, TopClasses top, OutputStream out) throws IOException {
    try (JsonGenerator json = FACTORY.createGenerator(out, JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeStringField("model", prediction.id().name().value());
      json.writeStringField("version", prediction.id().version().toString());
      json.writeStringField("digest", prediction.digest().value());
      json.writeArrayFieldStart("predictions");
      PlainForm form = new PlainForm(prediction, top, new JsonSink(json));
      for (int row = 0; row < prediction.rows(); row++) {
        form.write(row);
      }
      json.writeEndArray();
      json.writeEndObject();
    }
  }

  /** Plain values as JSON text. */
  private record JsonSink(JsonGenerator json) implements PlainSink {
    @Override
    public void beginObject() throws IOException {
      json.writeStartObject();
    }

    @Override
    public void name(String name) throws IOException {
      json.writeFieldName(name);
    }

    @Override
    public void endObject() throws IOException {
      json.writeEndObject();
    }

    @Override
    public void beginArray() throws IOException {
      json.writeStartArray();
    }

    @Override
    public void endArray() throws IOException {
      json.writeEndArray();
    }

    @Override
    public void text(String text) throws IOException {
      json.writeString(text);
    }

    @Override
    public void number(float number) throws IOException {
      json.writeNumber(FloatText.of(number));
    }
  }
}
