package io.sluice.tensorflow;

import io.sluice.codec.PlainSink;
import io.sluice.model.InputField;
import io.sluice.model.InputField.TextField;
import io.sluice.model.ModelSignature;
import io.sluice.model.OutputField;
import io.sluice.model.Prediction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * The text labels of instances, given back as outputs of type string under their own names, so that
 * a caller can tell which answer is whose. Those whose name ends in {@code _bytes} are given back
 * as {@code {"b64":"..."}}, as TensorFlow Serving does.
 */
final class TextOutputs {
  private static final String BYTES = "_bytes";

  private TextOutputs() {}

  /** The names of a model's text labels, but for those that an output has. */
  static List<String> of(ModelSignature signature) {
    List<String> taken = signature.outputs().stream().map(OutputField::name).toList();
    return signature.inputs().stream()
        .filter(TextField.class::isInstance)
        .map(InputField::name)
        .filter(name -> !taken.contains(name))
        .toList();
  }

  /** Writes one label of one row. */
  static void write(Prediction prediction, String name, int row, PlainSink sink)
      throws IOException {
    String text = Objects.requireNonNull(prediction.labels().get(name)).get(row);
    if (!name.endsWith(BYTES)) {
      sink.text(text);
      return;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    sink.beginObject();
    sink.name(Base64Text.MEMBER);
    sink.text(Base64.getEncoder().encodeToString(bytes));
    sink.endObject();
  }
}
