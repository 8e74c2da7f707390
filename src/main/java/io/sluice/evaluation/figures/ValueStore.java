package io.sluice.evaluation.figures;

import java.util.ArrayList;
import java.util.List;

/**
 * The actual and the predicted value of every row, eight bytes each, in blocks; given up as a
 * whole, with all its memory, once it would exceed its limit.
 *
 * <p>Not safe for use by several threads at once.
 */
final class ValueStore {
  private static final int BLOCK_ROWS = 1 << 12;

  private final long maxNumbers;
  private final List<double[]> blocks = new ArrayList<>();
  private int rows;
  private boolean complete = true;

  ValueStore(long maxNumbers) {
    this.maxNumbers = maxNumbers;
  }

  void add(double actual, double predicted) {
    if (complete && 2 * (rows + 1L) > maxNumbers) {
      giveUp();
    }
    if (!complete) {
      return;
    }
    if (rows % BLOCK_ROWS == 0) {
      blocks.add(new double[2 * BLOCK_ROWS]);
    }
    double[] block = blocks.get(rows / BLOCK_ROWS);
    int at = 2 * (rows % BLOCK_ROWS);
    block[at] = actual;
    block[at + 1] = predicted;
    rows++;
  }

  void merge(ValueStore other) {
    if (!other.complete) {
      giveUp();
    }
    // The count is read once, so that a store may be merged into itself.
    for (int i = 0, count = other.rows; i < count && complete; i++) {
      add(other.actual(i), other.predicted(i));
    }
  }

  /** Whether every row added is here; if not, none is. */
  boolean complete() {
    return complete;
  }

  int rows() {
    return rows;
  }

  double actual(int row) {
    return blocks.get(row / BLOCK_ROWS)[2 * (row % BLOCK_ROWS)];
  }

  double predicted(int row) {
    return blocks.get(row / BLOCK_ROWS)[2 * (row % BLOCK_ROWS) + 1];
  }

  /** Predicted minus actual of every row. */
  double[] residuals() {
    double[] residuals = new double[rows];
    for (int i = 0; i < rows; i++) {
      residuals[i] = predicted(i) - actual(i);
    }
    return residuals;
  }

  private void giveUp() {
    complete = false;
    rows = 0;
    blocks.clear();
  }
}
