package io.sluice.evaluation.figures;

import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How well the probability of one class ranks its rows before those of others.
 *
 * @param positives rows of the class
 * @param rocAuc {@link Ranking#rocAuc}
 * @param rocInterval {@link DeLong}'s
 * @param prAuc {@link AveragePrecision}
 * @param prInterval its interval
 */
record ClassRanking(
    long positives,
    OptionalDouble rocAuc,
    Optional<Interval> rocInterval,
    OptionalDouble prAuc,
    Optional<Interval> prInterval) {

  static ClassRanking of(Ranking ranking, double level) {
    OptionalDouble precision = AveragePrecision.of(ranking);
    return new ClassRanking(
        ranking.positives(),
        ranking.rocAuc(),
        DeLong.interval(ranking, level),
        precision,
        precision.isEmpty()
            ? Optional.empty()
            : AveragePrecision.interval(precision.getAsDouble(), ranking.positives(), level));
  }

  /** Of the pooled pairs of row and class, which are not independent: no intervals. */
  static ClassRanking pooled(Ranking ranking) {
    return new ClassRanking(
        ranking.positives(),
        ranking.rocAuc(),
        Optional.empty(),
        AveragePrecision.of(ranking),
        Optional.empty());
  }
}
