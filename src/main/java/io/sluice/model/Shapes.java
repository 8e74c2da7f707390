package io.sluice.model;

import java.util.Arrays;
import java.util.List;

/** Arithmetic on shapes; -1 stands for an axis whose length varies. */
public final class Shapes {
  /** Marks an axis of any length. */
  public static final int VARIABLE = -1;

  private Shapes() {}

  /**
   * Elements of a shape without variable axes.
   *
   * @throws IllegalArgumentException if an axis is negative or the product leaves the int range,
   *     which no Java array can hold
   */
  public static long size(int[] shape) {
    return size(shape, 0);
  }

  /** As {@link #size(int[])}, of the axes from one on. */
  static long size(int[] shape, int from) {
    long size = 1;
    for (int i = from; i < shape.length; i++) {
      int axis = shape[i];
      if (axis < 0) {
        throw new IllegalArgumentException("a shape with a variable axis has no size");
      }
      size *= axis;
      if (size > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("the shape holds more than 2^31-1 elements");
      }
    }
    return size;
  }

  /** Whether every axis is known. */
  public static boolean isFixed(List<Integer> shape) {
    for (int i = 0; i < shape.size(); i++) {
      if (shape.get(i) == VARIABLE) {
        return false;
      }
    }
    return true;
  }

  /** Whether a shape of known axes is one of those that a specification allows. */
  public static boolean matches(List<Integer> specification, int[] shape) {
    if (specification.size() != shape.length) {
      return false;
    }
    for (int i = 0; i < shape.length; i++) {
      int wanted = specification.get(i);
      if (wanted != VARIABLE && wanted != shape[i]) {
        return false;
      }
    }
    return true;
  }

  /** A shape as it stands in messages and answers: {@code [1,8,8]}. */
  public static String show(int[] shape) {
    return Arrays.toString(shape).replace(" ", "");
  }

  /** A shape as an array. */
  public static int[] toArray(List<Integer> shape) {
    int[] axes = new int[shape.size()];
    for (int i = 0; i < axes.length; i++) {
      axes[i] = shape.get(i);
    }
    return axes;
  }
}
