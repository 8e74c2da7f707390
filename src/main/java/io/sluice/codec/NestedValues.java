package io.sluice.codec;

import java.io.IOException;

/** Writes row-major values as arrays within arrays, bracket by bracket. */
public final class NestedValues {
  private NestedValues() {}

  /**
   * Writes the values of one shape.
   *
   * @param values row-major
   * @param from the position of the first
   * @param shape of what is written; without axes it is a bare number
   */
  public static void write(float[] values, int from, int[] shape, PlainSink sink)
      throws IOException {
    write(values, from, shape, 0, sink);
  }

  /** Writes the values of one axis; the position behind them. */
  private static int write(float[] values, int from, int[] shape, int axis, PlainSink sink)
      throws IOException {
    if (axis == shape.length) {
      sink.number(values[from]);
      return from + 1;
    }
    int at = from;
    sink.beginArray();
    for (int i = 0; i < shape[axis]; i++) {
      at = write(values, at, shape, axis + 1, sink);
    }
    sink.endArray();
    return at;
  }
}
