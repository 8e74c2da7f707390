package io.sluice.evaluation.figures;

import java.util.SplittableRandom;

/**
 * Draws as many rows as there are, with replacement, when only their kinds matter: the counts of
 * the kinds then follow a multinomial distribution, drawn here as a chain of binomial ones. The
 * same as drawing row by row, in a time that depends on the number of kinds alone.
 */
final class Multinomial {
  private final long[] counts;
  private final long rows;
  private final BinomialSampler sampler;

  /**
   * Kinds of rows.
   *
   * @param counts how many rows are of each kind
   */
  Multinomial(long[] counts, SplittableRandom random) {
    this.counts = counts;
    long sum = 0;
    for (long count : counts) {
      sum += count;
    }
    rows = sum;
    sampler = new BinomialSampler(random);
  }

  /** How many rows of each kind were drawn. */
  void draw(long[] into) {
    long left = rows;
    long restOfKinds = rows;
    for (int kind = 0; kind < counts.length; kind++) {
      long count = counts[kind];
      long drawn = count == restOfKinds ? left : sampler.sample(left, (double) count / restOfKinds);
      into[kind] = drawn;
      left -= drawn;
      restOfKinds -= count;
    }
  }
}
