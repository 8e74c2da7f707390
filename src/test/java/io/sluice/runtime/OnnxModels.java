package io.sluice.runtime;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.Consumer;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;

/** ONNX models as other people's exporters write them. */
public final class OnnxModels {
  /** An open axis of an input or output. */
  public static final long OPEN = -1;

  public static final int FLOAT = TensorProto.DataType.FLOAT_VALUE;
  public static final int DOUBLE = TensorProto.DataType.DOUBLE_VALUE;
  public static final int INT64 = TensorProto.DataType.INT64_VALUE;
  public static final int INT32 = TensorProto.DataType.INT32_VALUE;

  private OnnxModels() {}

  /** A softmax over a linear layer: 4 columns in, 3 classes out, any number of rows. */
  public static GraphProto.Builder classifier(long batch) {
    return GraphProto.newBuilder()
        .setName("classifier")
        .addInput(value("x", FLOAT, batch, 4))
        .addOutput(value("probabilities", FLOAT, batch, 3))
        .addInitializer(raw("w", new float[] {1, 2, 3, -1, 0, 1, .5f, .25f, 0, 0, 0, 1}, 4, 3))
        .addInitializer(floats("b", new float[] {.1f, .2f, .3f}, 3))
        .addNode(node("MatMul", "xw", "x", "w"))
        .addNode(node("Add", "scores", "xw", "b"))
        .addNode(
            node("Softmax", "probabilities", "scores").toBuilder()
                .addAttribute(integer("axis", 1)));
  }

  /** The bytes of a model of operator set 17 with this graph. */
  public static byte[] bytes(GraphProto.Builder graph) {
    return model(graph, any -> {});
  }

  /** The bytes of a model, changed at the end. */
  public static byte[] model(GraphProto.Builder graph, Consumer<ModelProto.Builder> change) {
    ModelProto.Builder model =
        ModelProto.newBuilder()
            .setIrVersion(8)
            .setProducerName("test")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(17))
            .setGraph(graph);
    change.accept(model);
    return model.build().toByteArray();
  }

  /** An operator set to ask for. */
  public static OperatorSetIdProto set(String domain, long version) {
    return OperatorSetIdProto.newBuilder().setDomain(domain).setVersion(version).build();
  }

  /** A node with one output. */
  public static NodeProto node(String operator, String output, String... inputs) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(operator).addOutput(output);
    for (String input : inputs) {
      node.addInput(input);
    }
    return node.build();
  }

  /** An attribute. */
  public static AttributeProto integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** An input or output; open axes get names. */
  public static ValueInfoProto value(String name, int type, long... axes) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (int i = 0; i < axes.length; i++) {
      TensorShapeProto.Dimension.Builder axis = TensorShapeProto.Dimension.newBuilder();
      shape.addDim(axes[i] == OPEN ? axis.setDimParam("d" + i) : axis.setDimValue(axes[i]));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(type).setShape(shape)))
        .build();
  }

  /** Weights as most exporters write them. */
  public static TensorProto raw(String name, float[] values, long... axes) {
    ByteBuffer bytes = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return tensor(name, FLOAT, axes).setRawData(ByteString.copyFrom(bytes)).build();
  }

  /** Weights as numbers of the format itself. */
  public static TensorProto floats(String name, float[] values, long... axes) {
    TensorProto.Builder tensor = tensor(name, FLOAT, axes);
    for (float value : values) {
      tensor.addFloatData(value);
    }
    return tensor.build();
  }

  /** Whole numbers: axes, shapes, indices. */
  public static TensorProto longs(String name, long... values) {
    TensorProto.Builder tensor = tensor(name, INT64, values.length);
    for (long value : values) {
      tensor.addInt64Data(value);
    }
    return tensor.build();
  }

  /** A tensor without values yet. */
  public static TensorProto.Builder tensor(String name, int type, long... axes) {
    TensorProto.Builder tensor = TensorProto.newBuilder().setName(name).setDataType(type);
    for (long axis : axes) {
      tensor.addDims(axis);
    }
    return tensor;
  }
}
