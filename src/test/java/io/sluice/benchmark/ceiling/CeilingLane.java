package io.sluice.benchmark.ceiling;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.core.JsonEncoding;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.StreamWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * The buffers of one thread for one model: a number of the request goes straight into the memory
 * the graph reads, a number of the answer is read where the graph wrote it. Nothing is allocated in
 * native memory after the first request.
 */
final class CeilingLane {
  private static final JsonFactory JSON =
      new JsonFactoryBuilder()
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .build();

  private final CeilingModel model;
  private final FloatBuffer input;
  private final FloatBuffer output;
  private final Map<String, OnnxTensor> inputs;
  private final Map<String, OnnxTensor> outputs;
  private final Answer answer = new Answer();

  CeilingLane(CeilingModel model) throws OrtException {
    this.model = model;
    long[] shape = model.shape();
    int values = 1;
    for (long axis : shape) {
      values *= (int) axis;
    }
    input = floats(values);
    output = floats(model.labels().size());
    OrtEnvironment environment = OrtEnvironment.getEnvironment();
    inputs = Map.of("in0", OnnxTensor.createTensor(environment, input, shape));
    outputs =
        Map.of(
            "out0",
            OnnxTensor.createTensor(environment, output, new long[] {1, model.labels().size()}));
  }

  /** Reads {@code {"instances":[[...]]}}: every number in it is one of the instance. */
  void read(InputStream body) throws IOException {
    try (JsonParser parser = JSON.createParser(body)) {
      int index = 0;
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isNumeric()) {
          input.put(index++, parser.getFloatValue());
        }
      }
    }
  }

  void run() throws OrtException {
    try (OrtSession.Result result = model.session().run(inputs, outputs)) {
      if (result.size() != 1) {
        throw new IllegalStateException("one output was expected");
      }
    }
  }

  /** Writes the answer; its length. */
  int write() throws IOException {
    answer.reset();
    int best = 0;
    for (int i = 1; i < output.capacity(); i++) {
      if (output.get(i) > output.get(best)) {
        best = i;
      }
    }
    try (JsonGenerator json = JSON.createGenerator(answer, JsonEncoding.UTF8)) {
      json.writeStartObject();
      json.writeStringField("model", model.name());
      json.writeStringField("version", "1");
      json.writeStringField("digest", model.digest());
      json.writeArrayFieldStart("predictions");
      json.writeStartObject();
      json.writeStringField("label", model.labels().get(best));
      json.writeNumberField("probability", output.get(best));
      json.writeObjectFieldStart("probabilities");
      for (int i = 0; i < output.capacity(); i++) {
        json.writeNumberField(model.labels().get(i), output.get(i));
      }
      json.writeEndObject();
      json.writeEndObject();
      json.writeEndArray();
      json.writeEndObject();
    }
    return answer.size();
  }

  byte[] bytes() {
    return answer.bytes();
  }

  int length() {
    return answer.size();
  }

  private static FloatBuffer floats(int values) {
    return ByteBuffer.allocateDirect(values * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  /** Lends its bytes instead of copying them. */
  private static final class Answer extends ByteArrayOutputStream {
    byte[] bytes() {
      return buf;
    }
  }
}
