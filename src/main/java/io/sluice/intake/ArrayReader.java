package io.sluice.intake;

import io.sluice.intake.ArchiveRejectedException.Reason;
import io.sluice.model.ArrayData;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Reads a row vector of finite floating point values in the binary format of {@code Nd4j.write}: a
 * shape buffer ({@link RowShape}), then a buffer of big-endian values. Reads what {@code Nd4j.read}
 * of 1.0.0-M2.1 reads, back to ND4J 0.4, but believes no length that the bytes do not bear out, and
 * allocates only after that.
 */
final class ArrayReader {
  private static final int CHUNK = 1 << 16;

  private ArrayReader() {}

  /**
   * Reads one array that has values, and stands behind it afterwards.
   *
   * @param maxElements a longer one is refused as {@link Reason#PARAMETERS_TOO_MANY}
   * @throws ArchiveRejectedException if it is not such an array
   */
  static ArrayData read(EntryBytes in, long maxElements) throws IOException {
    ArrayData array = readOrEmpty(in, maxElements);
    if (array == null) {
      throw in.rejected(Reason.ARRAY_INVALID, "is empty");
    }
    return array;
  }

  /**
   * Like {@link #read}, but takes ND4J's empty array too, which stands for the parameters of a
   * network without any.
   *
   * @return null if the array is empty
   */
  static @Nullable ArrayData readOrEmpty(EntryBytes in, long maxElements) throws IOException {
    RowShape shape = RowShape.read(in);
    ArrayHeader header = ArrayHeader.read(in);
    FloatType type = FloatType.of(header.type());
    if (type == null) {
      throw in.rejected(
          Reason.ARRAY_TYPE, "is an array of type \"" + header.type() + "\", not a float type");
    }
    if (shape.options() != 0 && shape.options() != type.option()) {
      throw in.rejected(Reason.ARRAY_INVALID, "has a shape made for another type of values");
    }
    long elements = shape.elements();
    if (header.length() != elements || elements > in.left() / type.bytes()) {
      throw in.rejected(
          Reason.ARRAY_LENGTH,
          "claims "
              + elements
              + " values in its shape and "
              + header.length()
              + " in its header, but has bytes for "
              + in.left() / type.bytes());
    }
    if (elements > maxElements || elements > Integer.MAX_VALUE / type.bytes()) {
      throw in.rejected(
          Reason.PARAMETERS_TOO_MANY, "has " + elements + " values, more than the ceiling");
    }
    if (elements == 0) {
      return null;
    }
    ByteBuffer values = allocate(in, (int) elements * type.bytes());
    fill(in, values, type);
    return new ArrayData(type.datatype(), shape.shape(), shape.order(), values.flip());
  }

  private static ByteBuffer allocate(EntryBytes in, int bytes) throws IOException {
    try {
      return ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder());
    } catch (OutOfMemoryError e) {
      // Safe to catch: the JDK's own limit on direct memory was asked and said no; the heap is
      // fine.
      ArchiveRejectedException rejected =
          in.rejected(Reason.OUT_OF_MEMORY, "needs " + bytes + " bytes that the server lacks");
      rejected.initCause(e);
      throw rejected;
    }
  }

  private static void fill(EntryBytes in, ByteBuffer values, FloatType type) throws IOException {
    ByteBuffer chunk = ByteBuffer.allocate(Math.min(CHUNK, values.remaining()));
    while (values.hasRemaining()) {
      chunk.clear().limit(Math.min(chunk.capacity(), values.remaining()));
      in.readFully(chunk);
      if (!type.copy(chunk, values)) {
        throw in.rejected(Reason.ARRAY_NOT_FINITE, "holds NaN or an infinity");
      }
    }
  }
}
