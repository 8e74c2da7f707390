package io.sluice.evaluation.figures;

import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/**
 * Whether two versions differ in accuracy on the same rows, by the rows that just one of them
 * predicts right: were the versions equally good, each would be either's by the toss of a coin.
 * Source: McNemar, Psychometrika 12 (1947).
 *
 * <p>Exact, by the binomial distribution, with up to {@link #MOST_EXACT} such rows; with more by
 * the chi-squared distribution of one degree of freedom, without continuity correction: there the
 * two agree to three digits.
 *
 * @param onlyFirst rows that only the first version predicts right
 * @param onlySecond rows that only the second one does
 * @param pValue the probability, were they equally good, of a difference at least as large; 1 if no
 *     row tells them apart
 * @param exact whether it is the binomial one
 */
public record McNemar(long onlyFirst, long onlySecond, double pValue, boolean exact) {

  /** The most rows that tell versions apart for which the test is exact. */
  public static final int MOST_EXACT = 10_000;

  /** The test of counts. */
  public static McNemar of(long onlyFirst, long onlySecond) {
    long apart = onlyFirst + onlySecond;
    if (apart == 0) {
      return new McNemar(0, 0, 1, true);
    }
    if (apart > MOST_EXACT) {
      double gap = (double) onlyFirst - onlySecond;
      double statistic = gap * gap / apart;
      double pValue = ChiSquaredDistribution.of(1).survivalProbability(statistic);
      return new McNemar(onlyFirst, onlySecond, pValue, false);
    }
    int fewer = (int) Math.min(onlyFirst, onlySecond);
    double tail = BinomialDistribution.of((int) apart, 0.5).cumulativeProbability(fewer);
    return new McNemar(onlyFirst, onlySecond, Math.min(1, 2 * tail), true);
  }
}
