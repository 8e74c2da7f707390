package io.sluice.intake;

import io.sluice.model.Datatype;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * ND4J's floating point types: their names ({@code DataType}), their bits in the options of a shape
 * ({@code ArrayOptionsHelper}) and the bits that tell a finite value.
 */
enum FloatType {
  FLOAT(Datatype.FP32, 8192),
  DOUBLE(Datatype.FP64, 16384),
  HALF(Datatype.FP16, 4096),
  BFLOAT16(Datatype.BF16, 2048);

  private static final short HALF_EXPONENT = 0x7c00;
  private static final short BFLOAT16_EXPONENT = 0x7f80;

  private final Datatype datatype;
  private final long option;

  FloatType(Datatype datatype, long option) {
    this.datatype = datatype;
    this.option = option;
  }

  static @Nullable FloatType of(String name) {
    for (FloatType type : values()) {
      if (type.name().equals(name)) {
        return type;
      }
    }
    return null;
  }

  Datatype datatype() {
    return datatype;
  }

  int bytes() {
    return datatype.bytes();
  }

  long option() {
    return option;
  }

  /**
   * Copies all values, each from the byte order of one buffer to that of the other.
   *
   * @return whether all of them are finite
   */
  boolean copy(ByteBuffer from, ByteBuffer to) {
    boolean finite = true;
    while (from.hasRemaining()) {
      switch (this) {
        case FLOAT -> {
          float value = from.getFloat();
          finite &= Float.isFinite(value);
          to.putFloat(value);
        }
        case DOUBLE -> {
          double value = from.getDouble();
          finite &= Double.isFinite(value);
          to.putDouble(value);
        }
        case HALF -> finite &= copyShort(from, to, HALF_EXPONENT);
        case BFLOAT16 -> finite &= copyShort(from, to, BFLOAT16_EXPONENT);
      }
    }
    return finite;
  }

  private static boolean copyShort(ByteBuffer from, ByteBuffer to, short exponent) {
    short value = from.getShort();
    to.putShort(value);
    return (value & exponent) != exponent;
  }
}
