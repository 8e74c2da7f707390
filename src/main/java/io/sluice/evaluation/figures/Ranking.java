package io.sluice.evaluation.figures;

import java.util.Arrays;
import java.util.OptionalDouble;

/**
 * Rows ranked by the probability of one class, the most probable first, rows of the same
 * probability together: what ROC, precision-recall, thresholds and lift are read from. Memory: four
 * bytes a row.
 */
final class Ranking {
  private final int[] keys;
  private final long positives;

  /** Ranks rows by their keys; the array is kept and sorted. */
  Ranking(int[] keys) {
    this.keys = keys;
    Arrays.sort(keys);
    long count = 0;
    for (int key : keys) {
      count += key & 1;
    }
    positives = count;
  }

  /**
   * A row as one number that sorts by probability. Bits of floats from 0 to 1 sort as the floats do
   * and leave two bits free; one of them tells rows of the class.
   */
  static int key(float probability, boolean positive) {
    return (Float.floatToIntBits(probability) << 1) | (positive ? 1 : 0);
  }

  /** Ranks all rows by the probability of one class. */
  static Ranking of(ScoreStore store, int of) {
    int[] keys = new int[store.rows()];
    store.keys(of, keys, 0);
    return new Ranking(keys);
  }

  /** Ranks every pair of row and class: the ranking of the micro average. */
  static Ranking pooled(ScoreStore store) {
    int[] keys = new int[Math.multiplyExact(store.rows(), store.classes())];
    for (int c = 0; c < store.classes(); c++) {
      store.keys(c, keys, c * store.rows());
    }
    return new Ranking(keys);
  }

  /** Rows of the class. */
  long positives() {
    return positives;
  }

  /** Rows of other classes. */
  long negatives() {
    return keys.length - positives;
  }

  /** Goes through the distinct probabilities, the greatest first. */
  void scan(Visitor visitor) {
    long truePositives = 0;
    int end = keys.length;
    while (end > 0) {
      int score = keys[end - 1] >> 1;
      int start = end;
      long hits = 0;
      while (start > 0 && keys[start - 1] >> 1 == score) {
        hits += keys[--start] & 1;
      }
      truePositives += hits;
      long alarms = end - start - hits;
      long falsePositives = keys.length - start - truePositives;
      visitor.step(Float.intBitsToFloat(score), truePositives, falsePositives, hits, alarms);
      end = start;
    }
  }

  /**
   * The area under the ROC curve: the chance that a row of the class is more probable than one of
   * another, ties counting half. It is the trapezoid rule over all distinct probabilities, counted
   * here in whole numbers and so exact. Source: Hanley and McNeil, Radiology 143 (1982). Empty
   * unless there are rows of the class and of others.
   */
  OptionalDouble rocAuc() {
    PairCount pairs = new PairCount(negatives());
    scan(pairs);
    return Ratio.of((double) pairs.twice, 2.0 * positives * negatives());
  }

  /** Takes the distinct probabilities one by one. */
  @FunctionalInterface
  interface Visitor {
    /**
     * One distinct probability.
     *
     * @param threshold the probability
     * @param truePositives rows of the class that are at least as probable
     * @param falsePositives rows of others for which the class is at least as probable
     * @param hits rows of the class with this probability
     * @param alarms rows of others with this probability
     */
    void step(float threshold, long truePositives, long falsePositives, long hits, long alarms);
  }

  private static final class PairCount implements Visitor {
    private final long negatives;
    private long twice;

    PairCount(long negatives) {
      this.negatives = negatives;
    }

    @Override
    public void step(
        float threshold, long truePositives, long falsePositives, long hits, long alarms) {
      twice += hits * (2 * (negatives - falsePositives) + alarms);
    }
  }
}
