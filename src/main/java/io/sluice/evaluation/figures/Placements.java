package io.sluice.evaluation.figures;

import java.util.Arrays;

/**
 * How each row is placed among those of the other kind by the probability of one class: the share
 * of the others that it is on the right side of, ties counting half. The mean over either kind is
 * the area under the ROC curve. Source: the structural components of DeLong, DeLong and
 * Clarke-Pearson, Biometrics 44 (1988).
 */
final class Placements {
  private final double[] ofRow;
  private final long positives;

  /**
   * Places rows.
   *
   * @param scores the class's probability, one a row, 0 to 1
   * @param positive whether the row is of the class, one a row
   */
  Placements(float[] scores, boolean[] positive) {
    long[] order = new long[scores.length];
    long count = 0;
    for (int i = 0; i < scores.length; i++) {
      order[i] = ((long) Float.floatToIntBits(scores[i]) << Integer.SIZE) | i;
      count += positive[i] ? 1 : 0;
    }
    Arrays.sort(order);
    positives = count;
    double negatives = scores.length - (double) count;
    ofRow = new double[scores.length];
    long positivesBelow = 0;
    int start = 0;
    while (start < order.length) {
      int end = start;
      long tied = 0;
      while (end < order.length && order[end] >> Integer.SIZE == order[start] >> Integer.SIZE) {
        tied += positive[(int) order[end++]] ? 1 : 0;
      }
      double negativesBelow = (double) start - positivesBelow;
      double tiedNegatives = (double) end - start - tied;
      double asPositive = (negativesBelow + tiedNegatives / 2) / negatives;
      double asNegative = (count - positivesBelow - tied / 2.0) / count;
      for (int i = start; i < end; i++) {
        int row = (int) order[i];
        ofRow[row] = positive[row] ? asPositive : asNegative;
      }
      positivesBelow += tied;
      start = end;
    }
  }

  /** The share of the other kind that a row is on the right side of. */
  double of(int row) {
    return ofRow[row];
  }

  int rows() {
    return ofRow.length;
  }

  /** How many rows are of the class. */
  long positives() {
    return positives;
  }
}
