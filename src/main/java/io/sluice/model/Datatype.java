package io.sluice.model;

/**
 * Element types of tensors, under their names in the Open Inference Protocol V2 (section "Tensor
 * Data Types").
 */
public enum Datatype {
  BOOL(1),
  INT8(1),
  INT16(2),
  INT32(4),
  INT64(8),
  UINT8(1),
  UINT16(2),
  UINT32(4),
  UINT64(8),
  FP16(2),
  BF16(2),
  FP32(4),
  FP64(8);

  private final int bytes;

  Datatype(int bytes) {
    this.bytes = bytes;
  }

  /** Whether values are whole numbers. */
  public boolean isWhole() {
    return this != FP16 && this != BF16 && this != FP32 && this != FP64;
  }

  /** The size of one element in bytes. */
  public int bytes() {
    return bytes;
  }
}
