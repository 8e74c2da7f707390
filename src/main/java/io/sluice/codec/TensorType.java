package io.sluice.codec;

import io.sluice.model.Datatype;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Element types of tensors on the wire, under their names in the Open Inference Protocol V2
 * (section "Tensor Data Types"), with Triton's BF16: those of {@link Datatype}, and text.
 */
public enum TensorType {
  BOOL(1, 0, 1),
  UINT8(1, 0, 255),
  UINT16(2, 0, 65_535),
  UINT32(4, 0, 4_294_967_295d),
  UINT64(8, 0, 0x1p64),
  INT8(1, -128, 127),
  INT16(2, -32_768, 32_767),
  INT32(4, Integer.MIN_VALUE, Integer.MAX_VALUE),
  INT64(8, -0x1p63, 0x1p63),
  FP16(2),
  BF16(2),
  FP32(4),
  FP64(8),
  /** Elements of any bytes and length; text is UTF-8. */
  BYTES(0);

  private static final Map<String, TensorType> BY_NAME = new HashMap<>();

  static {
    for (TensorType type : values()) {
      BY_NAME.put(type.name(), type);
    }
  }

  private final int bytes;
  private final double minimum;
  private final double maximum;

  TensorType(int bytes) {
    this(bytes, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
  }

  TensorType(int bytes, double minimum, double maximum) {
    this.bytes = bytes;
    this.minimum = minimum;
    this.maximum = maximum;
  }

  /** The type of a name on the wire; null if there is none. */
  public static @Nullable TensorType of(String name) {
    return BY_NAME.get(name);
  }

  /** The type under which a network's type goes over the wire. */
  public static TensorType of(Datatype type) {
    return valueOf(type.name());
  }

  /** The size of one element in bytes; 0 for {@link #BYTES}, whose elements tell theirs. */
  public int bytes() {
    return bytes;
  }

  /** Whether elements are numbers, or truth values as 0 and 1. */
  public boolean isNumeric() {
    return this != BYTES;
  }

  /** Whether elements are whole numbers, or truth values as 0 and 1. */
  public boolean isWhole() {
    return this != BYTES && minimum != Double.NEGATIVE_INFINITY;
  }

  /** Whether a float holds each value of the type. */
  public boolean fitsFloat() {
    return bytes == 1 || bytes == 2 || this == FP32;
  }

  /** Whether a value is within the type's bounds; of its precision this says nothing. */
  public boolean covers(double value) {
    return value >= minimum && value <= maximum;
  }
}
