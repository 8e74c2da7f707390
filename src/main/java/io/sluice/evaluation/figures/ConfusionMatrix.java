package io.sluice.evaluation.figures;

/**
 * How often each class was predicted for rows of each class. Memory: the square of the number of
 * classes.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class ConfusionMatrix {

  /** The most classes that there may be: 128 MB of counts. */
  public static final int MAX_CLASSES = 4096;

  private final long[] cells;
  private final ClassCounts counts;

  /**
   * A matrix without rows.
   *
   * @throws IllegalArgumentException unless there are 1 to {@link #MAX_CLASSES} classes
   */
  public ConfusionMatrix(int classes) {
    if (classes > MAX_CLASSES) {
      throw new IllegalArgumentException(classes + " classes, more than " + MAX_CLASSES);
    }
    counts = new ClassCounts(classes);
    cells = new long[classes * classes];
  }

  /**
   * Counts one row.
   *
   * @throws IndexOutOfBoundsException if there is no such class
   */
  public void add(int trueClass, int predictedClass) {
    counts.add(trueClass, predictedClass, 1);
    cells[trueClass * classes() + predictedClass]++;
  }

  /** Counts the rows of another matrix of as many classes as well. */
  public void merge(ConfusionMatrix other) {
    if (other.classes() != classes()) {
      throw new IllegalArgumentException(other.classes() + " classes into " + classes());
    }
    for (int i = 0; i < cells.length; i++) {
      cells[i] += other.cells[i];
    }
    counts.merge(other.counts);
  }

  /** How many classes there are. */
  public int classes() {
    return counts.classes();
  }

  /** Rows of one class that were predicted as another, or as the same. */
  public long count(int trueClass, int predictedClass) {
    return cells[trueClass * classes() + predictedClass];
  }

  /** The sums over rows and columns. */
  public ClassCounts counts() {
    return counts;
  }

  /** A copy of the cells, row-major by true class. */
  long[] cells() {
    return cells.clone();
  }
}
