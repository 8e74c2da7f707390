package io.sluice.runtime.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/**
 * A tensor inside a graph that is being built.
 *
 * @param name unique in the graph; empty for an optional input that is left out
 * @param shape every axis, the batch first; {@link #OPEN} where the length is known only when the
 *     graph runs. The rank is always known.
 */
record Value(String name, List<Long> shape) {
  /** The length of an axis that is not fixed. */
  static final long OPEN = -1;

  /** Stands for an optional input of a node that is left out. */
  static final Value NONE = new Value("", List.of());

  Value {
    shape = List.copyOf(shape);
  }

  static Value of(String name, long... shape) {
    return new Value(name, LongStream.of(shape).boxed().toList());
  }

  int rank() {
    return shape.size();
  }

  /** The length of an axis, or {@link #OPEN}. */
  long axis(int axis) {
    return shape.get(axis);
  }

  /** This shape with another length of one axis. */
  List<Long> with(int axis, long length) {
    List<Long> changed = new ArrayList<>(shape);
    changed.set(axis, length);
    return changed;
  }

  /** This shape in another order of axes. */
  List<Long> permuted(int... order) {
    List<Long> changed = new ArrayList<>();
    for (int axis : order) {
      changed.add(shape.get(axis));
    }
    return changed;
  }
}
