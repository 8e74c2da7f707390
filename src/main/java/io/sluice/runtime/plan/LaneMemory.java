package io.sluice.runtime.plan;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/** Native memory for the values of one input or output of a lane; it grows, and is used again. */
final class LaneMemory {
  /**
   * What a lane keeps at most, in values: 16 MiB. Larger batches are rare and pay for their own.
   */
  static final int KEPT = 1 << 22;

  private FloatBuffer memory = allocate(0);

  /** Memory for so many values; the next caller gets the same. */
  FloatBuffer of(int values) {
    if (values > KEPT) {
      return allocate(values);
    }
    if (values > memory.capacity()) {
      memory = allocate(Math.min(KEPT, Math.max(values, 2 * memory.capacity())));
    }
    return memory.slice(0, values);
  }

  private static FloatBuffer allocate(int values) {
    return ByteBuffer.allocateDirect(Math.multiplyExact(values, Float.BYTES))
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }
}
