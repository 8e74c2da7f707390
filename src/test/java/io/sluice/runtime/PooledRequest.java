package io.sluice.runtime;

import io.sluice.model.Datatype;
import io.sluice.model.FieldInfo;
import io.sluice.model.InputField;
import io.sluice.model.InputField.NumberField;
import io.sluice.model.InputField.TensorField;
import io.sluice.model.InputField.TextField;
import io.sluice.model.ModelSignature;
import io.sluice.model.OutputField.TensorOutput;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Shapes;
import io.sluice.model.Task;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/**
 * A random request, and what must become of it by the engine that answers a half more.
 *
 * @param answer the answer's bytes, if it has one
 * @param failure what it fails with; null if it has an answer
 */
record PooledRequest(Form form, String body, String answer, @Nullable Kind failure) {
  /** The value that the engine fails at. */
  static final float GUILTY = 9999;

  private static final String BEFORE =
      "{\"model\":\"half\",\"version\":\"1\",\"digest\":\"sha256:"
          + "0".repeat(64)
          + "\",\"predictions\":[";

  /** What the model takes. */
  enum Form {
    /** One tensor of any length. */
    TENSOR,
    /** A text and two numbers. */
    FEATURES;

    ModelSignature signature() {
      int length = this == TENSOR ? Shapes.VARIABLE : 2;
      TensorOutput output =
          new TensorOutput(FieldInfo.named("out"), Datatype.FP32, List.of(length));
      return new ModelSignature(
          Task.TENSOR, this == TENSOR ? tensor() : features(), List.of(output));
    }

    private static List<InputField> tensor() {
      FieldInfo in = FieldInfo.named("in");
      return List.of(new TensorField(in, Datatype.FP32, List.of(-1), "", -1e9, 1e9));
    }

    private static List<InputField> features() {
      return List.of(
          new TextField(FieldInfo.named("ref"), 64, null),
          new NumberField(FieldInfo.named("x"), -1e9, 1e9, "", null),
          new NumberField(FieldInfo.named("y"), -1e9, 1e9, "", null));
    }
  }

  static PooledRequest random(Random random) {
    Form form = random.nextBoolean() ? Form.TENSOR : Form.FEATURES;
    boolean tensor = form == Form.TENSOR;
    int rows = 1 + random.nextInt(random.nextInt(5) == 0 ? 300 : 5);
    int columns = tensor ? 1 + random.nextInt(random.nextInt(5) == 0 ? 9000 / rows : 6) : 2;
    boolean guilty = random.nextInt(6) == 0;
    boolean broken = random.nextInt(6) == 0;
    boolean unusual = random.nextInt(4) == 0;
    StringJoiner instances = new StringJoiner(",");
    StringJoiner predictions = new StringJoiner(",");
    for (int row = 0; row < rows; row++) {
      StringJoiner in = new StringJoiner(",");
      StringJoiner out = new StringJoiner(",");
      for (int i = 0; i < columns; i++) {
        boolean bad = guilty && row == rows - 1 && i == columns - 1;
        int value = bad ? (int) GUILTY : random.nextInt(1000);
        in.add(Integer.toString(value));
        out.add(value + ".5");
      }
      String ref = "r" + random.nextInt(1000);
      instances.add(tensor ? "[" + in + "]" : "[\"" + ref + "\"," + in + "]");
      predictions.add(
          tensor
              ? "[" + out + "]"
              : "{\"out\":[" + out + "],\"labels\":{\"ref\":\"" + ref + "\"}}");
    }
    // An escape, or what comes behind the last instance, leaves the body to the other reader.
    String name = unusual ? "\\u0069nstances" : "instances";
    String body = "{\"" + name + "\":[" + instances + (broken ? "]" : "]}");
    Kind failure = broken ? Kind.MALFORMED_BODY : guilty ? failureOf(form) : null;
    return new PooledRequest(form, body, BEFORE + predictions + "]}", failure);
  }

  /** Where lengths are free, a failure is taken for the caller's. */
  private static Kind failureOf(Form form) {
    return form == Form.TENSOR ? Kind.INVALID_INSTANCES : Kind.PREDICTION_FAILED;
  }
}
