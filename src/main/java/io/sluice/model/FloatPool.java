package io.sluice.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Memory of tensors, which one request takes over from another. Arrays have a power of two for
 * their length, 64 to 1,048,576 values: as many as a request may hold unless configured otherwise.
 * Of each length it keeps at most 64, and at most 4 MiB together, so 32 MiB in all. With assertions
 * on, what is given back is filled with NaN, so that whoever still reads it is found out.
 */
final class FloatPool {
  private static final int SHORTEST_BITS = 6;
  private static final int LONGEST_BITS = 20;
  private static final int MOST_ARRAYS = 64;
  private static final int MOST_VALUES = 1 << 20;

  private static final List<Shelf<float[]>> SHELVES = shelves();

  private FloatPool() {}

  /** An array of any content, at least so long. */
  static float[] take(int least) {
    int bits = bits(least);
    if (bits > LONGEST_BITS) {
      return new float[least];
    }
    float[] array = SHELVES.get(bits - SHORTEST_BITS).take();
    return array == null ? new float[1 << bits] : array;
  }

  /** Gives an array back, which the caller must not touch again. */
  static void give(float[] array) {
    int bits = bits(array.length);
    if (bits <= LONGEST_BITS && array.length == 1 << bits) {
      assert isPoisoned(array) : "NaN is not NaN";
      SHELVES.get(bits - SHORTEST_BITS).give(array);
    }
  }

  private static int bits(int length) {
    return Math.max(SHORTEST_BITS, Integer.SIZE - Integer.numberOfLeadingZeros(length - 1));
  }

  private static boolean isPoisoned(float[] array) {
    Arrays.fill(array, Float.NaN);
    return Float.isNaN(array[0]);
  }

  private static List<Shelf<float[]>> shelves() {
    List<Shelf<float[]>> shelves = new ArrayList<>();
    for (int bits = SHORTEST_BITS; bits <= LONGEST_BITS; bits++) {
      shelves.add(new Shelf<>(Math.min(MOST_ARRAYS, MOST_VALUES >> bits)));
    }
    return List.copyOf(shelves);
  }
}
