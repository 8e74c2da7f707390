package io.sluice.evaluation.figures;

import java.util.OptionalDouble;

/**
 * How often the true class is among the k most probable ones. In memory of one count a class.
 *
 * <p>Equal probabilities rank in the order of the labels, as the answer's label does, so that top 1
 * is the accuracy.
 *
 * <p>Not safe for use by several threads at once.
 */
public final class TopK {
  private final long[] byRank;
  private long rows;

  TopK(int classes) {
    byRank = new long[classes];
  }

  void add(int trueClass, float[] probabilities) {
    float truth = probabilities[trueClass];
    int rank = 0;
    for (int c = 0; c < probabilities.length; c++) {
      float other = probabilities[c];
      if (other > truth || (other == truth && c < trueClass)) {
        rank++;
      }
    }
    byRank[rank]++;
    rows++;
  }

  void merge(TopK other) {
    for (int i = 0; i < byRank.length; i++) {
      byRank[i] += other.byRank[i];
    }
    rows += other.rows;
  }

  /** How many classes there are: the greatest k that means anything. */
  public int classes() {
    return byRank.length;
  }

  /** The share of rows whose true class is among the k most probable. Empty without rows. */
  public OptionalDouble accuracy(int k) {
    return Ratio.of(hits(k), rows);
  }

  /** Rows whose true class is among the k most probable. */
  long hits(int k) {
    long hits = 0;
    for (int i = 0; i < Math.min(k, byRank.length); i++) {
      hits += byRank[i];
    }
    return hits;
  }
}
