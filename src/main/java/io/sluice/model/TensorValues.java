package io.sluice.model;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes the values of one tensor of one instance, nested or flat, and tells their shape.
 *
 * <p>Told of every bracket and number in the order they come, it needs no tree: per depth it keeps
 * the length of the first array that closed, and any later one of another length makes it ragged.
 */
public final class TensorValues {
  private static final int MAX_RANK = 16;
  private static final int UNSEEN = -1;

  private final int[] lengths = new int[MAX_RANK];
  private final int[] counts = new int[MAX_RANK];
  private int depth;
  private int deepest;
  private int leaf;
  private int bare;
  private boolean ragged;

  /** Of nothing yet. */
  public TensorValues() {
    reset();
  }

  /** Begins the next tensor. */
  public void reset() {
    depth = 0;
    deepest = 0;
    leaf = UNSEEN;
    bare = 0;
    ragged = false;
    Arrays.fill(lengths, UNSEEN);
  }

  /** An array opens. */
  public void open() {
    if (depth > 0) {
      counts[Math.min(depth, MAX_RANK) - 1]++;
      ragged |= depth == deepest && lengths[depth - 1] == UNSEEN && counts[depth - 1] > 1;
    }
    depth++;
    if (depth > MAX_RANK) {
      ragged = true;
      return;
    }
    ragged |= leaf != UNSEEN && depth > leaf;
    counts[depth - 1] = 0;
    deepest = Math.max(deepest, depth);
  }

  /** An array closes. */
  public void close() {
    if (depth <= MAX_RANK) {
      int count = counts[depth - 1];
      if (lengths[depth - 1] == UNSEEN) {
        lengths[depth - 1] = count;
      }
      ragged |= lengths[depth - 1] != count;
    }
    depth--;
  }

  /** A number stands at the present depth; numbers at two depths make it ragged. */
  public void element() {
    leaf = leaf == UNSEEN ? depth : leaf;
    if (depth == 0) {
      bare++;
    } else if (depth <= MAX_RANK) {
      counts[depth - 1]++;
    }
    ragged |= depth != leaf || depth < deepest;
  }

  /**
   * The shape the values take under a specification: their own if they are nested as it says; the
   * specification's if they are flat and just fill it, with at most one variable axis.
   *
   * @return null if they fit neither way
   */
  int @Nullable [] resolve(List<Integer> specification) {
    if (ragged) {
      return null;
    }
    int[] own = own();
    for (int length : own) {
      if (length == 0) {
        return null; // An axis may vary, but not to nothing.
      }
    }
    if (Shapes.matches(specification, own)) {
      return own;
    }
    return own.length == 1 ? fill(specification, own[0]) : null;
  }

  /**
   * The shape in which the values are nested; {@code [n]} if they are flat, of rank 0 if it is one
   * value without a bracket.
   *
   * @return null if they are ragged
   */
  public int @Nullable [] nested() {
    return ragged ? null : Arrays.copyOf(lengths, deepest);
  }

  /** Whether the values are nested in just this shape, all axes above 0. */
  boolean isNestedLike(int[] shape) {
    return !ragged
        && deepest == shape.length
        && Arrays.equals(lengths, 0, deepest, shape, 0, deepest);
  }

  /** The shape as sent, for messages: {@code [2,3]}. */
  public String sent() {
    return ragged ? "a ragged array" : Shapes.show(own());
  }

  /** Numbers without any bracket, as CSV, XML and query strings have them, are a flat list. */
  private int[] own() {
    return deepest == 0 ? new int[] {bare} : Arrays.copyOf(lengths, deepest);
  }

  private static int @Nullable [] fill(List<Integer> specification, int count) {
    int[] shape = Shapes.toArray(specification);
    int variable = UNSEEN;
    long known = 1;
    for (int axis = 0; axis < shape.length; axis++) {
      if (shape[axis] != Shapes.VARIABLE) {
        known *= shape[axis];
      } else if (variable == UNSEEN) {
        variable = axis;
      } else {
        return null;
      }
    }
    if (variable != UNSEEN && known > 0 && count % known == 0 && count > 0) {
      shape[variable] = (int) (count / known);
      return shape;
    }
    return variable == UNSEEN && known == count ? shape : null;
  }
}
