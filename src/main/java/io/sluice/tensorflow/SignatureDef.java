package io.sluice.tensorflow;

import static io.sluice.codec.JsonTree.object;

import io.sluice.codec.ModelPorts;
import io.sluice.codec.TensorPort;
import io.sluice.codec.TensorType;
import io.sluice.model.ModelSignature;
import io.sluice.model.OutputField.ClassOutput;
import io.sluice.model.Shapes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Signatures in the JSON of {@code meta_graph.proto}: 64-bit numbers are strings there. What
 * classify and regress take and give has the names of {@code signature_constants.h}.
 */
final class SignatureDef {
  private SignatureDef() {}

  /** One signature of a model. */
  static Map<String, Object> of(SignatureName name, ModelSignature signature) {
    return switch (name) {
      case SERVING_DEFAULT -> predict(name, signature);
      case ENCODED -> encoded(name, signature);
      case CLASSIFICATION -> classification(name, signature);
      case REGRESSION ->
          def(name, examples(), tensors(List.of(port("outputs", TensorType.FP32, 1))));
    };
  }

  private static Map<String, Object> predict(SignatureName name, ModelSignature signature) {
    ModelPorts ports = ModelPorts.of(signature);
    List<TensorPort> outputs = new ArrayList<>(ports.outputs());
    for (String text : TextOutputs.of(signature)) {
      outputs.add(new TensorPort(text, TensorType.BYTES, List.of(Shapes.VARIABLE)));
    }
    return def(name, tensors(ports.inputs()), tensors(outputs));
  }

  private static Map<String, Object> encoded(SignatureName name, ModelSignature signature) {
    ModelPorts ports = ModelPorts.of(signature);
    TensorPort columns = Objects.requireNonNull(ports.encoded(), "nothing is encoded");
    return def(name, tensors(List.of(columns)), tensors(ports.outputs()));
  }

  private static Map<String, Object> classification(SignatureName name, ModelSignature signature) {
    int index = SignatureName.classes(signature);
    int classes = ((ClassOutput) signature.outputs().get(index)).labels().size();
    return def(
        name,
        examples(),
        tensors(
            List.of(
                port("classes", TensorType.BYTES, classes),
                port("scores", TensorType.FP32, classes))));
  }

  private static Map<String, Object> def(
      SignatureName name, Map<String, Object> inputs, Map<String, Object> outputs) {
    return object("inputs", inputs, "outputs", outputs, "method_name", name.method());
  }

  private static TensorPort port(String name, TensorType type, int columns) {
    return new TensorPort(name, type, List.of(Shapes.VARIABLE, columns));
  }

  private static Map<String, Object> examples() {
    return tensors(List.of(new TensorPort("inputs", TensorType.BYTES, List.of(Shapes.VARIABLE))));
  }

  private static Map<String, Object> tensors(List<TensorPort> ports) {
    Map<String, Object> tensors = new LinkedHashMap<>();
    for (TensorPort port : ports) {
      tensors.put(port.name(), tensor(port));
    }
    return tensors;
  }

  private static Map<String, Object> tensor(TensorPort port) {
    List<Object> dimensions = new ArrayList<>();
    for (int size : port.shape()) {
      dimensions.add(object("size", Integer.toString(size), "name", ""));
    }
    return object(
        "dtype", dtype(port.type()),
        "tensor_shape", object("dim", dimensions, "unknown_rank", false),
        "name", port.name() + ":0");
  }

  /** The names of {@code types.proto}. */
  private static String dtype(TensorType type) {
    return switch (type) {
      case BOOL -> "DT_BOOL";
      case UINT8 -> "DT_UINT8";
      case UINT16 -> "DT_UINT16";
      case UINT32 -> "DT_UINT32";
      case UINT64 -> "DT_UINT64";
      case INT8 -> "DT_INT8";
      case INT16 -> "DT_INT16";
      case INT32 -> "DT_INT32";
      case INT64 -> "DT_INT64";
      case FP16 -> "DT_HALF";
      case BF16 -> "DT_BFLOAT16";
      case FP32 -> "DT_FLOAT";
      case FP64 -> "DT_DOUBLE";
      case BYTES -> "DT_STRING";
    };
  }
}
