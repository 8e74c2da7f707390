package io.sluice.codec;

import io.sluice.model.FloatBlock;
import io.sluice.model.Names;
import io.sluice.model.Shapes;
import io.sluice.model.Violation.Rule;
import io.sluice.model.Violations;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Tensors as bytes: little-endian, row-major, without padding; truth values one byte, 0 or 1; each
 * element of {@link TensorType#BYTES} behind its length in four bytes. The Open Inference Protocol
 * V2 and Triton have it so (extension "binary tensor data").
 */
public final class BinaryTensors {
  private static final int LENGTH = 4;

  private BinaryTensors() {}

  /**
   * Reads one tensor.
   *
   * @param shape of no more elements than a request may have
   * @param in where its bytes lie
   * @param faults takes what is wrong
   * @return to be closed by the caller; null if anything is wrong
   */
  public static @Nullable NamedTensor read(
      String name, String pointer, TensorType type, int[] shape, ByteBuffer in, Violations faults) {
    ByteBuffer bytes = in.order(ByteOrder.LITTLE_ENDIAN);
    int count = (int) Shapes.size(shape);
    if (type == TensorType.BYTES) {
      List<byte[]> elements = elements(bytes, count);
      if (elements == null) {
        faults.add(
            pointer,
            Rule.SHAPE,
            "the bytes of '%s' are not those of %,d elements".formatted(Names.shown(name), count),
            null);
        return null;
      }
      return NamedTensor.ofBytes(name, pointer, shape, elements);
    }
    if ((long) count * type.bytes() != bytes.remaining()) {
      faults.add(
          pointer,
          Rule.SHAPE,
          "'%s' has %,d bytes, but %s of the shape %s takes %,d"
              .formatted(
                  Names.shown(name),
                  bytes.remaining(),
                  type,
                  Shapes.show(shape),
                  (long) count * type.bytes()),
          null);
      return null;
    }
    if (type == TensorType.BOOL && !areTruths(bytes)) {
      faults.add(
          pointer,
          Rule.TYPE,
          "'%s' is BOOL, but holds a byte other than 0 and 1".formatted(Names.shown(name)),
          "BOOL");
      return null;
    }
    return type.fitsFloat()
        ? NamedTensor.ofFloats(name, pointer, type, shape, floats(type, bytes, count))
        : NamedTensor.ofDoubles(name, pointer, type, shape, doubles(type, bytes, count));
  }

  /**
   * Writes values as a type has them.
   *
   * @param type none but numeric ones; a value that it does not have becomes the nearest that it
   *     has
   */
  public static void write(TensorType type, float[] values, int count, AnswerBytes out) {
    if (type == TensorType.FP32) {
      writeFloats(values, count, out);
      return;
    }
    for (int i = 0; i < count; i++) {
      ByteBuffer cell = cell(out, type.bytes());
      float value = values[i];
      switch (type) {
        case FP64 -> cell.putDouble(value);
        case INT64, UINT64 -> cell.putLong((long) value);
        case INT32 -> cell.putInt((int) value);
        case UINT32 -> cell.putInt((int) (long) value);
        case INT16, UINT16 -> cell.putShort((short) (int) value);
        case INT8, UINT8 -> cell.put((byte) (int) value);
        case BOOL -> cell.put((byte) (value == 0 ? 0 : 1));
        case FP16 -> cell.putShort(HalfFloat.bits(value));
        case BF16 -> cell.putShort(HalfFloat.brainBits(value));
        default -> throw new IllegalArgumentException(type + " is not numeric");
      }
    }
  }

  /** Writes one element of {@link TensorType#BYTES}. */
  public static void write(byte[] element, AnswerBytes out) {
    cell(out, LENGTH).putInt(element.length);
    out.write(element, 0, element.length);
  }

  private static void writeFloats(float[] values, int count, AnswerBytes out) {
    int written = 0;
    while (written < count) {
      byte[] room = out.room(Float.BYTES);
      int from = out.position();
      int some = Math.min((room.length - from) / Float.BYTES, count - written);
      ByteBuffer.wrap(room, from, some * Float.BYTES)
          .order(ByteOrder.LITTLE_ENDIAN)
          .asFloatBuffer()
          .put(values, written, some);
      out.end(from + some * Float.BYTES);
      written += some;
    }
  }

  private static ByteBuffer cell(AnswerBytes out, int size) {
    byte[] room = out.room(size);
    int from = out.position();
    out.end(from + size);
    return ByteBuffer.wrap(room, from, size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static FloatBlock floats(TensorType type, ByteBuffer bytes, int count) {
    FloatBlock block = new FloatBlock(Math.max(1, count));
    float[] values = block.resize(count);
    if (type == TensorType.FP32) {
      bytes.asFloatBuffer().get(values, 0, count);
      return block;
    }
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (type) {
            case INT8 -> bytes.get();
            case UINT8, BOOL -> bytes.get() & 0xFF;
            case INT16 -> bytes.getShort();
            case UINT16 -> bytes.getShort() & 0xFFFF;
            case BF16 -> Float.intBitsToFloat(bytes.getShort() << 16);
            case FP16 -> HalfFloat.value(bytes.getShort());
            default -> throw new IllegalArgumentException(type + " does not fit a float");
          };
    }
    return block;
  }

  private static double[] doubles(TensorType type, ByteBuffer bytes, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] =
          switch (type) {
            case INT32 -> bytes.getInt();
            case UINT32 -> bytes.getInt() & 0xFFFF_FFFFL;
            case INT64 -> (double) bytes.getLong();
            case UINT64 -> unsigned(bytes.getLong());
            case FP64 -> bytes.getDouble();
            default -> throw new IllegalArgumentException(type + " needs no double");
          };
    }
    return values;
  }

  private static double unsigned(long bits) {
    // Half of it, with the lost bit kept for rounding, and doubled again.
    return bits >= 0 ? (double) bits : ((bits >>> 1) | (bits & 1)) * 2.0;
  }

  private static boolean areTruths(ByteBuffer bytes) {
    for (int i = bytes.position(); i < bytes.limit(); i++) {
      if ((bytes.get(i) & ~1) != 0) {
        return false;
      }
    }
    return true;
  }

  private static @Nullable List<byte[]> elements(ByteBuffer bytes, int count) {
    if (bytes.remaining() < (long) count * LENGTH) {
      return null;
    }
    List<byte[]> elements = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      long length = bytes.remaining() < LENGTH ? -1 : bytes.getInt() & 0xFFFF_FFFFL;
      if (length < 0 || length > bytes.remaining()) {
        return null;
      }
      int from = bytes.arrayOffset() + bytes.position();
      elements.add(Arrays.copyOfRange(bytes.array(), from, from + (int) length));
      bytes.position(bytes.position() + (int) length);
    }
    return bytes.hasRemaining() ? null : elements;
  }
}
