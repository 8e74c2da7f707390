package io.sluice.runtime.plan;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.shade.protobuf.UnsafeByteOperations;

/**
 * Builds one ONNX graph of float32 tensors (<a href="https://onnx.ai/onnx/operators/">operators</a>
 * of set 17). Weights become initialisers; the shapes of values are those that translators state,
 * and are not written into the graph: ONNX Runtime infers its own.
 */
final class GraphBuilder {
  private static final int OPERATOR_SET = 17;
  private static final int IR_VERSION = 8;

  /** Larger weights stay out of the graph, in bytes. */
  private static final long EMBEDDED = 1 << 20;

  private final GraphProto.Builder graph = GraphProto.newBuilder().setName("plan");
  private final List<INDArray> external = new ArrayList<>();
  private long externalBytes;
  private int names;

  /** An input of the graph. */
  Value input(String name, List<Long> shape) {
    graph.addInput(info(name, shape));
    return new Value(name, shape);
  }

  /** Makes a value an output of the graph under a name of its own. */
  void output(String name, Value value) {
    graph.addNode(
        NodeProto.newBuilder().setOpType("Identity").addInput(value.name()).addOutput(name));
    graph.addOutput(info(name, value.shape()));
  }

  /** A node with one output of the shape stated. */
  Value node(String type, List<Long> shape, List<Value> inputs, AttributeProto... attributes) {
    return nodes(type, List.of(shape), inputs, attributes).get(0);
  }

  /** A node that changes no shape. */
  Value map(String type, Value input, AttributeProto... attributes) {
    return node(type, input.shape(), List.of(input), attributes);
  }

  /** A node with several outputs; one whose shape is empty is left out. */
  List<Value> nodes(
      String type, List<List<Long>> shapes, List<Value> inputs, AttributeProto... attributes) {
    NodeProto.Builder node = NodeProto.newBuilder().setOpType(type);
    inputs.forEach(input -> node.addInput(input.name()));
    List<Value> outputs = new ArrayList<>();
    for (List<Long> shape : shapes) {
      Value output = shape.isEmpty() ? Value.NONE : new Value(fresh(type), shape);
      node.addOutput(output.name());
      outputs.add(output);
    }
    node.addAllAttribute(Arrays.asList(attributes));
    graph.addNode(node);
    return outputs;
  }

  /** Weights in the shape that they have, row-major; of any floating type. */
  Value weights(INDArray array) {
    INDArray own = array.castTo(DataType.FLOAT).dup('c');
    long bytes = own.length() * Float.BYTES;
    if (bytes < EMBEDDED) {
      float[] values = own.data().asFloat();
      own.close();
      return floats(values, array.shape());
    }
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setDataLocation(TensorProto.DataLocation.EXTERNAL)
            .addExternalData(entry("location", Plan.FILE))
            .addExternalData(entry("offset", Long.toString(externalBytes)))
            .addExternalData(entry("length", Long.toString(bytes)));
    external.add(own);
    externalBytes = Plan.aligned(externalBytes + bytes);
    return initializer(TensorProto.DataType.FLOAT, tensor, array.shape());
  }

  /** Constants, row-major. */
  Value floats(float[] values, long... shape) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return initializer(TensorProto.DataType.FLOAT, bytes, shape);
  }

  /** One number, as a tensor of one element and the rank given. */
  Value scalar(double value, int rank) {
    long[] shape = new long[rank];
    Arrays.fill(shape, 1);
    return floats(new float[] {(float) value}, shape);
  }

  /** A list of whole numbers: axes, a shape, starts and ends. */
  Value longs(long... values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asLongBuffer().put(values);
    return initializer(TensorProto.DataType.INT64, bytes, values.length);
  }

  /** The order of axes changed. */
  Value transpose(Value input, int... order) {
    long[] axes = Arrays.stream(order).asLongStream().toArray();
    return node(
        "Transpose", input.permuted(order), List.of(input), Attributes.integers("perm", axes));
  }

  /**
   * Another shape of the same values, row-major.
   *
   * @param target as ONNX has it: 0 keeps the axis of the input, -1 takes what is left
   * @param shape what is known of the result
   */
  Value reshape(Value input, long[] target, List<Long> shape) {
    return node("Reshape", shape, List.of(input, longs(target)));
  }

  /** The graph, once all is in it. */
  Plan build() {
    ModelProto model =
        ModelProto.newBuilder()
            .setIrVersion(IR_VERSION)
            .setProducerName("sluice")
            .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATOR_SET))
            .setGraph(graph)
            .build();
    return new Plan(model, external);
  }

  private Value initializer(TensorProto.DataType type, ByteBuffer bytes, long... shape) {
    return initializer(
        type, TensorProto.newBuilder().setRawData(UnsafeByteOperations.unsafeWrap(bytes)), shape);
  }

  private Value initializer(TensorProto.DataType type, TensorProto.Builder tensor, long... shape) {
    tensor.setName(fresh("const")).setDataType(type.getNumber());
    for (long axis : shape) {
      tensor.addDims(axis);
    }
    graph.addInitializer(tensor);
    return Value.of(tensor.getName(), shape);
  }

  private static StringStringEntryProto entry(String key, String value) {
    return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
  }

  private String fresh(String type) {
    return type + "_" + names++;
  }

  private static ValueInfoProto info(String name, List<Long> shape) {
    TensorShapeProto.Builder axes = TensorShapeProto.newBuilder();
    for (int i = 0; i < shape.size(); i++) {
      TensorShapeProto.Dimension.Builder axis = TensorShapeProto.Dimension.newBuilder();
      if (shape.get(i) == Value.OPEN) {
        axis.setDimParam(name + "_" + i);
      } else {
        axis.setDimValue(shape.get(i));
      }
      axes.addDim(axis);
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder()
                        .setElemType(TensorProto.DataType.FLOAT.getNumber())
                        .setShape(axes)))
        .build();
  }
}
