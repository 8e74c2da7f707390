package io.sluice.model;

import java.util.Arrays;

/**
 * A growing row-major block of floats: the memory that becomes a tensor. It comes from the pool,
 * and goes back there when it is closed.
 */
public final class FloatBlock implements AutoCloseable {
  private static final float[] NONE = {};

  private float[] values;
  private int size;

  /**
   * @param expected how many values one instance has; more are taken
   */
  public FloatBlock(int expected) {
    this.values = FloatPool.take(Math.max(1, expected));
  }

  /** Adds one value behind the last. */
  public void add(float value) {
    if (size == values.length) {
      grow(size + 1);
    }
    values[size++] = value;
  }

  /** Adds zeros and returns the position of the first. */
  int addZeros(int count) {
    int start = size;
    if (count > values.length - size) {
      grow(Math.addExact(size, count));
    }
    size += count;
    Arrays.fill(values, start, size, 0);
    return start;
  }

  void set(int index, float value) {
    values[index] = value;
  }

  /** Makes it so many values long, whatever they are, for somebody who writes them all. */
  public float[] resize(int count) {
    if (count > values.length) {
      grow(count);
    }
    size = count;
    return values;
  }

  /** How many values it has. */
  public int size() {
    return size;
  }

  void truncate(int newSize) {
    size = newSize;
  }

  /** The memory itself, {@link #size} values long or longer; another after it has grown. */
  public float[] values() {
    return values;
  }

  /**
   * Gives the memory back: neither the block nor a tensor made of it may be read any more. Closing
   * again does nothing, for twice given it would serve two requests at once.
   */
  @Override
  public synchronized void close() {
    float[] given = values;
    values = NONE;
    size = 0;
    if (given != NONE) {
      FloatPool.give(given);
    }
  }

  private void grow(int least) {
    float[] larger = FloatPool.take((int) Math.max(least, Math.min(2L * size, 1 << 30)));
    System.arraycopy(values, 0, larger, 0, size);
    FloatPool.give(values);
    values = larger;
  }
}
