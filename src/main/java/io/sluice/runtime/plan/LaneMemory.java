package io.sluice.runtime.plan;

import io.sluice.model.Datatype;

/** Native memory for the values of one input or output of a lane; it grows, and is used again. */
final class LaneMemory {
  /**
   * What a lane keeps at most, in values: 16 MiB of float32. Larger batches are rare and pay for
   * their own.
   */
  static final int KEPT = 1 << 22;

  private final Datatype type;
  private Cells memory;

  LaneMemory(Datatype type) {
    this.type = type;
    this.memory = Cells.allocate(type, 0);
  }

  /** Memory for so many values; the next caller gets the same. */
  Cells of(int values) {
    if (values > KEPT) {
      return Cells.allocate(type, values);
    }
    if (values > memory.capacity()) {
      memory = Cells.allocate(type, Math.min(KEPT, Math.max(values, 2 * memory.capacity())));
    }
    return memory.first(values);
  }
}
