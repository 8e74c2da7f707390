package io.sluice.evaluation.figures;

import java.util.function.Function;
import java.util.function.IntFunction;

/**
 * Per class, how many rows have it, how many were predicted as it, and how many both: all that the
 * figures of predicted classes need. Memory: three counts a class.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class ClassCounts {
  private final long[] hits;
  private final long[] support;
  private final long[] predicted;
  private long rows;
  private long correct;

  /**
   * Counts without rows.
   *
   * @throws IllegalArgumentException if there is no class
   */
  public ClassCounts(int classes) {
    if (classes < 1) {
      throw new IllegalArgumentException(classes + " classes");
    }
    hits = new long[classes];
    support = new long[classes];
    predicted = new long[classes];
  }

  /**
   * Counts some rows of one class that were predicted as another, or as the same.
   *
   * @throws IndexOutOfBoundsException if there is no such class
   */
  public void add(int trueClass, int predictedClass, long count) {
    support[trueClass] += count;
    predicted[predictedClass] += count;
    rows += count;
    if (trueClass == predictedClass) {
      hits[trueClass] += count;
      correct += count;
    }
  }

  void merge(ClassCounts other) {
    for (int c = 0; c < hits.length; c++) {
      hits[c] += other.hits[c];
      support[c] += other.support[c];
      predicted[c] += other.predicted[c];
    }
    rows += other.rows;
    correct += other.correct;
  }

  /** How many classes there are. */
  public int classes() {
    return hits.length;
  }

  /** All rows. */
  public long rows() {
    return rows;
  }

  /** Rows predicted right. */
  public long correct() {
    return correct;
  }

  /** One class against the others. */
  public OneVsRest oneVsRest(int of) {
    long alarms = predicted[of] - hits[of];
    return new OneVsRest(hits[of], alarms, support[of] - hits[of], rows - support[of] - alarms);
  }

  /** The four counts summed over all classes, each against the others. */
  OneVsRest pooled() {
    long misses = rows - correct;
    return new OneVsRest(correct, misses, misses, rows * classes() - correct - 2 * misses);
  }

  /** A function of a class, from one of its counts. */
  <T> IntFunction<T> each(Function<OneVsRest, T> figure) {
    return c -> figure.apply(oneVsRest(c));
  }
}
