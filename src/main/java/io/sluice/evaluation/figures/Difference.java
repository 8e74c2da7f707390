package io.sluice.evaluation.figures;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * By how much the second version's figure exceeds the first's on the same rows.
 *
 * @param value the second's less the first's
 * @param interval where the true difference is likely to be; empty where the rows say nothing of
 *     it, as those of two versions that are the same
 * @param pValue the probability, were there none, of a difference at least as large; empty where
 *     the method gives none: then the interval tells, by holding 0 or not
 */
public record Difference(double value, Optional<Interval> interval, OptionalDouble pValue) {

  /** A difference whose method has no p-value. */
  static Difference of(double value, Optional<Interval> interval) {
    return new Difference(value, interval, OptionalDouble.empty());
  }

  /** The mean of differences row by row, by the central limit theorem. */
  static Difference ofMean(MeanTally differences, double level) {
    double value = differences.mean().orElseThrow();
    double variance = differences.meanVariance();
    return new Difference(
        value,
        differences.interval(level),
        variance > 0
            ? OptionalDouble.of(Normal.twoSided(value / Math.sqrt(variance)))
            : OptionalDouble.empty());
  }

  /** Whether the interval rules out that there is none. */
  public boolean significant() {
    return interval.isPresent() && !interval.get().contains(0);
  }
}
