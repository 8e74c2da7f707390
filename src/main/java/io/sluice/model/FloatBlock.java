package io.sluice.model;

import java.util.Arrays;

/** A growing row-major block of floats: the memory that becomes a tensor. */
final class FloatBlock {
  private float[] values;
  private int size;

  /**
   * @param expected how many values one instance has; more are taken
   */
  FloatBlock(int expected) {
    this.values = new float[Math.max(1, expected)];
  }

  void add(float value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, size * 2);
    }
    values[size++] = value;
  }

  /** Adds zeros and returns the position of the first. */
  int addZeros(int count) {
    int start = size;
    if (size + count > values.length) {
      values = Arrays.copyOf(values, Math.max(size + count, size * 2));
    }
    size += count;
    return start;
  }

  void set(int index, float value) {
    values[index] = value;
  }

  int size() {
    return size;
  }

  void truncate(int newSize) {
    Arrays.fill(values, newSize, size, 0);
    size = newSize;
  }

  float[] values() {
    return values;
  }
}
