package io.sluice.runtime;

import io.sluice.model.ArrayData;
import io.sluice.model.Datatype;
import io.sluice.model.Shapes;
import io.sluice.model.Tensor;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The way of numbers into ND4J's memory and out of it. */
final class NetworkArrays {
  private NetworkArrays() {}

  /** A row vector of parameters, shape {@code [1, n]}, of its own in native memory. */
  static INDArray rowVector(ArrayData parameters) {
    DataType type = typeOf(parameters.type());
    INDArray row = Nd4j.createUninitialized(type, 1, parameters.elements());
    ByteBuffer target =
        new Pointer(row.data().addressPointer())
            .capacity((long) parameters.data().remaining())
            .asByteBuffer();
    target.put(parameters.data());
    return row;
  }

  /** A batch in the type that the network computes in. */
  static INDArray batch(float[] values, int[] shape, DataType type) {
    float[] exact = values.length == Shapes.size(shape) ? values : cut(values, shape);
    long[] axes = Arrays.stream(shape).asLongStream().toArray();
    INDArray array = Nd4j.create(exact, axes, 'c');
    if (type == DataType.FLOAT) {
      return array;
    }
    INDArray cast = array.castTo(type);
    array.close();
    return cast;
  }

  /** The values of a network's answer, row-major. */
  static Tensor tensor(INDArray array) {
    INDArray rowMajor = array.ordering() == 'c' && !array.isView() ? array : array.dup('c');
    INDArray floats = rowMajor.castTo(DataType.FLOAT);
    int[] shape = Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray();
    return Tensor.of(floats.data().asFloat(), shape);
  }

  static DataType typeOf(Datatype type) {
    return switch (type) {
      case FP32 -> DataType.FLOAT;
      case FP64 -> DataType.DOUBLE;
      case FP16 -> DataType.FLOAT16;
      case BF16 -> DataType.BFLOAT16;
      default -> throw new IllegalArgumentException(type + " is no type of parameters");
    };
  }

  static Datatype typeOf(DataType type) {
    for (Datatype known :
        new Datatype[] {Datatype.FP32, Datatype.FP64, Datatype.FP16, Datatype.BF16}) {
      if (typeOf(known) == type) {
        return known;
      }
    }
    throw new IllegalArgumentException(type + " is no type of a network");
  }

  private static float[] cut(float[] values, int[] shape) {
    return Arrays.copyOf(values, (int) Shapes.size(shape));
  }
}
