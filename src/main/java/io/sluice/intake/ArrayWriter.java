package io.sluice.intake;

import io.sluice.model.ArrayData;
import io.sluice.model.Datatype;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes row vectors in the binary format of {@code Nd4j.write}, byte for byte as ND4J 1.0.0-M2.1
 * does: the reverse of {@link ArrayReader}.
 */
final class ArrayWriter {
  private static final String MODE = "MIXED_DATA_TYPES";
  private static final int CHUNK = 1 << 16;

  private ArrayWriter() {}

  /**
   * Writes an array in pieces; its values are never copied as a whole.
   *
   * @param array a row vector; null for ND4J's empty array, which stands for no parameters
   */
  static void write(@Nullable ArrayData array, DataOutputStream out) throws IOException {
    if (array == null) {
      shape(out, 1, 0, 0, FloatType.FLOAT.option() + RowShape.EMPTY, 0, 'c');
      header(out, 0, FloatType.FLOAT);
      return;
    }
    FloatType type = type(array.type());
    long[] shape = array.shape();
    if (shape.length == 1) {
      shape(out, 1, shape[0], 1, type.option(), 1, array.order());
    } else {
      shape(out, 2, 1, shape[1], 1, 1, type.option(), 1, array.order());
    }
    header(out, array.elements(), type);
    ByteBuffer values = array.data();
    byte[] bytes = new byte[Math.min(CHUNK, values.remaining())];
    ByteBuffer chunk = ByteBuffer.wrap(bytes);
    while (values.hasRemaining()) {
      chunk.clear();
      ByteBuffer piece = values.duplicate().order(values.order());
      piece.limit(Math.min(values.limit(), values.position() + bytes.length));
      values.position(piece.limit());
      type.copy(piece, chunk);
      out.write(bytes, 0, chunk.position());
    }
  }

  /**
   * Writes statistics as a row vector: as floats, as ND4J has them, unless one of them is no float.
   */
  static void write(List<Double> values, DataOutputStream out) throws IOException {
    boolean floats = values.stream().allMatch(value -> value.equals((double) value.floatValue()));
    FloatType type = floats ? FloatType.FLOAT : FloatType.DOUBLE;
    shape(out, 2, 1, values.size(), 1, 1, type.option(), 1, 'c');
    header(out, values.size(), type);
    for (double value : values) {
      if (floats) {
        out.writeFloat((float) value);
      } else {
        out.writeDouble(value);
      }
    }
  }

  private static void shape(DataOutputStream out, long... numbers) throws IOException {
    out.writeUTF(MODE);
    out.writeLong(numbers.length);
    out.writeUTF("LONG");
    for (long number : numbers) {
      out.writeLong(number);
    }
  }

  private static void header(DataOutputStream out, long length, FloatType type) throws IOException {
    out.writeUTF(MODE);
    out.writeLong(length);
    out.writeUTF(type.name());
  }

  private static FloatType type(Datatype datatype) {
    for (FloatType type : FloatType.values()) {
      if (type.datatype() == datatype) {
        return type;
      }
    }
    throw new IllegalArgumentException(datatype + " is not a floating point type");
  }
}
