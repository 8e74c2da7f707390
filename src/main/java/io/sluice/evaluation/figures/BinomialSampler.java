package io.sluice.evaluation.figures;

import java.util.SplittableRandom;

/**
 * Random numbers of successes, in a time that does not grow with the number of trials. Sources: by
 * inversion where few successes are to be expected (Kachitvichyanukul and Schmeiser, CACM 31,
 * 1988); else by transformed rejection, algorithm BTRS (Hörmann, Journal of Statistical Computation
 * and Simulation 46, 1993). Exact in both cases, no normal approximation.
 */
final class BinomialSampler {
  private static final double FEW = 10;

  private final SplittableRandom random;

  BinomialSampler(SplittableRandom random) {
    this.random = random;
  }

  /**
   * One number of successes.
   *
   * @param trials at least 0
   * @param share the probability of success, 0 to 1
   */
  long sample(long trials, double share) {
    if (share > 0.5) {
      return trials - sample(trials, 1 - share);
    }
    if (trials == 0 || share <= 0) {
      return 0;
    }
    return trials * share < FEW ? inverted(trials, share) : rejected(trials, share);
  }

  private long inverted(long trials, double share) {
    double odds = share / (1 - share);
    double term = Math.exp(trials * Math.log1p(-share));
    double left = random.nextDouble();
    long successes = 0;
    while (left > term && successes < trials) {
      left -= term;
      successes++;
      term *= odds * (trials - successes + 1) / successes;
    }
    return successes;
  }

  private long rejected(long trials, double share) {
    double odds = share / (1 - share);
    double deviation = Math.sqrt(trials * share * (1 - share));
    double b = 1.15 + 2.53 * deviation;
    double a = -0.0873 + 0.0248 * b + 0.01 * share;
    double vr = 0.92 - 4.2 / b;
    long mode = (long) Math.floor((trials + 1) * share);
    while (true) {
      double u = random.nextDouble() - 0.5;
      double v = 1 - random.nextDouble();
      double us = 0.5 - Math.abs(u);
      double k = Math.floor((2 * a / us + b) * u + trials * share + 0.5);
      if (k < 0 || k > trials) {
        continue;
      }
      if (us >= 0.07 && v <= vr) {
        return (long) k;
      }
      double alpha = (2.83 + 5.1 / b) * deviation;
      double bound =
          (mode + 0.5) * Math.log((mode + 1) / (odds * (trials - mode + 1)))
              + (trials + 1.0) * Math.log((trials - mode + 1) / (trials - k + 1))
              + (k + 0.5) * Math.log(odds * (trials - k + 1) / (k + 1))
              + tail((double) mode)
              + tail((double) (trials - mode))
              - tail(k)
              - tail(trials - k);
      if (Math.log(v * alpha / (a / (us * us) + b)) <= bound) {
        return (long) k;
      }
    }
  }

  /** What Stirling's formula lacks of {@code ln k!}. */
  private static double tail(double k) {
    double next = k + 1;
    if (k < 10) {
      double factorial = 1;
      for (int i = 2; i <= k; i++) {
        factorial *= i;
      }
      return Math.log(factorial)
          - ((k + 0.5) * Math.log(next) - next + 0.5 * Math.log(2 * Math.PI));
    }
    double square = next * next;
    return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / square) / square) / next;
  }
}
