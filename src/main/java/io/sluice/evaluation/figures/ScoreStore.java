package io.sluice.evaluation.figures;

import java.util.ArrayList;
import java.util.List;

/**
 * The true class and the probabilities of every row, four bytes a number, in blocks, so that
 * growing copies nothing. What exact curves need; given up as a whole, with all its memory, once it
 * would exceed its limit.
 *
 * <p>Not safe for use by several threads at once.
 */
final class ScoreStore {
  private static final int BLOCK_SCORES = 1 << 14;

  private final int classes;
  private final int blockRows;
  private final long maxScores;
  private final List<float[]> scores = new ArrayList<>();
  private final List<int[]> truths = new ArrayList<>();
  private int rows;
  private boolean complete = true;

  ScoreStore(int classes, long maxScores) {
    this.classes = classes;
    blockRows = Math.max(1, BLOCK_SCORES / classes);
    this.maxScores = maxScores;
  }

  void add(int trueClass, float[] probabilities) {
    if (!makeRoom()) {
      return;
    }
    int at = rows % blockRows;
    truths.get(rows / blockRows)[at] = trueClass;
    System.arraycopy(probabilities, 0, scores.get(rows / blockRows), at * classes, classes);
    rows++;
  }

  void merge(ScoreStore other) {
    if (!other.complete) {
      giveUp();
    }
    float[] row = new float[classes];
    // The count is read once, so that a store may be merged into itself.
    for (int i = 0, count = other.rows; i < count && complete; i++) {
      for (int c = 0; c < classes; c++) {
        row[c] = other.score(i, c);
      }
      add(other.trueClass(i), row);
    }
  }

  /** Whether every row added is here; if not, none is. */
  boolean complete() {
    return complete;
  }

  int rows() {
    return rows;
  }

  int classes() {
    return classes;
  }

  int trueClass(int row) {
    return truths.get(row / blockRows)[row % blockRows];
  }

  float score(int row, int of) {
    return scores.get(row / blockRows)[row % blockRows * classes + of];
  }

  /**
   * Writes a key of every row for {@link Ranking}: one class's probability, and whether it is so.
   */
  void keys(int of, int[] into, int from) {
    int at = from;
    for (int block = 0; block < truths.size(); block++) {
      float[] blockScores = scores.get(block);
      int[] blockTruths = truths.get(block);
      int count = Math.min(blockRows, rows - block * blockRows);
      for (int i = 0; i < count; i++) {
        into[at++] = Ranking.key(blockScores[i * classes + of], blockTruths[i] == of);
      }
    }
  }

  /** One class's probability of every row. */
  float[] of(int column) {
    float[] all = new float[rows];
    for (int i = 0; i < rows; i++) {
      all[i] = score(i, column);
    }
    return all;
  }

  /** Whether each row is of a class. */
  boolean[] isOf(int trueClass) {
    boolean[] all = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      all[i] = trueClass(i) == trueClass;
    }
    return all;
  }

  private boolean makeRoom() {
    if (complete && (rows + 1L) * classes > maxScores) {
      giveUp();
    }
    if (complete && rows % blockRows == 0) {
      scores.add(new float[blockRows * classes]);
      truths.add(new int[blockRows]);
    }
    return complete;
  }

  private void giveUp() {
    complete = false;
    rows = 0;
    scores.clear();
    truths.clear();
  }
}
