package io.sluice.openinference;

import io.sluice.codec.AnswerBytes;
import io.sluice.codec.JsonSink;
import io.sluice.codec.ModelPorts;
import io.sluice.codec.TensorPort;
import io.sluice.model.ModelId;
import io.sluice.model.ModelSignature;
import io.sluice.model.Prediction;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What all answers of one version have alike, made once. */
final class VersionForm {
  private static final int MOST = 1024;
  private static final Map<ModelId, VersionForm> KNOWN = new ConcurrentHashMap<>();

  private final ModelSignature signature;
  private final ModelPorts ports;
  private final byte[] beginning;
  private final List<byte[]> outputs;

  private VersionForm(ModelId id, ModelSignature signature) {
    this.signature = signature;
    this.ports = ModelPorts.of(signature);
    this.beginning =
        text(
            json -> {
              json.beginObject();
              json.name("model_name");
              json.text(id.name().value());
              json.name("model_version");
              json.text(id.version().toString());
            });
    this.outputs = ports.outputs().stream().map(port -> output(port, port.type().name())).toList();
  }

  /** The form of a version, new where its number was given to another signature. */
  static VersionForm of(Prediction prediction) {
    VersionForm known = KNOWN.get(prediction.id());
    if (known != null && known.signature == prediction.signature()) {
      return known;
    }
    VersionForm made = new VersionForm(prediction.id(), prediction.signature());
    if (KNOWN.size() < MOST || known != null) {
      KNOWN.put(prediction.id(), made);
    }
    return made;
  }

  /** The only input of a model: its one tensor, its one field, or its encoded columns. */
  static @Nullable TensorPort only(ModelSignature signature) {
    ModelPorts ports = ModelPorts.of(signature);
    return ports.inputs().size() == 1 ? ports.inputs().get(0) : ports.encoded();
  }

  /** The JSON of an answer up to its version: <code>{"model_name":..,"model_version":..</code>. */
  byte[] beginning() {
    return beginning;
  }

  /** An output as metadata show it. */
  TensorPort port(int output) {
    return ports.outputs().get(output);
  }

  /** The JSON of an output up to its shape: <code>{"name":..,"datatype":..,"shape":[</code>. */
  byte[] output(int output) {
    return outputs.get(output);
  }

  /** As {@link #output(int)}, under another datatype. */
  static byte[] output(TensorPort port, String datatype) {
    return text(
        json -> {
          json.beginObject();
          json.name("name");
          json.text(port.name());
          json.name("datatype");
          json.text(datatype);
          json.name("shape");
          json.beginArray();
        });
  }

  private interface Text {
    void write(JsonSink json);
  }

  private static byte[] text(Text text) {
    try (AnswerBytes bytes = new AnswerBytes()) {
      text.write(new JsonSink(bytes));
      return bytes.toByteArray();
    }
  }
}
