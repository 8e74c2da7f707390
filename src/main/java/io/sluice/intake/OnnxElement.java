package io.sluice.intake;

import io.sluice.model.Datatype;
import org.jspecify.annotations.Nullable;

/**
 * The element types of ONNX tensors that a model may hold: {@code TensorProto.DataType}. Texts,
 * complex numbers and floats of 8 bits and less are not among them.
 */
enum OnnxElement {
  FLOAT(1, 32, 4, Datatype.FP32),
  UINT8(2, 8, 5, null),
  INT8(3, 8, 5, null),
  UINT16(4, 16, 5, null),
  INT16(5, 16, 5, null),
  INT32(6, 32, 5, Datatype.INT32),
  INT64(7, 64, 7, Datatype.INT64),
  BOOL(9, 8, 5, null),
  FLOAT16(10, 16, 5, null),
  DOUBLE(11, 64, 10, Datatype.FP64),
  UINT32(12, 32, 11, null),
  UINT64(13, 64, 11, null),
  BFLOAT16(16, 16, 5, null),
  UINT4(21, 4, 5, null),
  INT4(22, 4, 5, null);

  private final int code;
  private final int bits;
  private final int field;
  private final @Nullable Datatype served;

  OnnxElement(int code, int bits, int field, @Nullable Datatype served) {
    this.code = code;
    this.bits = bits;
    this.field = field;
    this.served = served;
  }

  /** The type of a number in {@code TensorProto.DataType}; null for one that is not taken. */
  static @Nullable OnnxElement of(long code) {
    for (OnnxElement element : values()) {
      if (element.code == code) {
        return element;
      }
    }
    return null;
  }

  /** Bytes of so many elements, raw. */
  long bytes(long elements) {
    return (elements * bits + 7) / 8;
  }

  /** The field of {@code TensorProto} that holds values of this type when they are not raw. */
  int field() {
    return field;
  }

  /** How many values that field has for so many elements. */
  long fieldValues(long elements) {
    return bits < 8 ? bytes(elements) : elements;
  }

  /** What an input or output of this type is called; null for a type that none may have. */
  @Nullable Datatype served() {
    return served;
  }

  /**
   * Whether bits of this type are NaN (2), an infinity (1), or a number (0); always 0 for whole
   * numbers. Floats have all bits of the exponent set for both, and NaN some of the fraction too.
   */
  int notFinite(long value) {
    return switch (this) {
      case FLOAT -> kind(value & 0x7fff_ffffL, 0x7f80_0000L);
      case FLOAT16 -> kind(value & 0x7fffL, 0x7c00L);
      case BFLOAT16 -> kind(value & 0x7fffL, 0x7f80L);
      case DOUBLE -> kind(value & Long.MAX_VALUE, 0x7ff0_0000_0000_0000L);
      default -> 0;
    };
  }

  /** Whether values of this type may be NaN. */
  boolean floating() {
    return this == FLOAT || this == FLOAT16 || this == BFLOAT16 || this == DOUBLE;
  }

  private static int kind(long magnitude, long infinity) {
    if (magnitude < infinity) {
      return 0;
    }
    return magnitude == infinity ? 1 : 2;
  }
}
