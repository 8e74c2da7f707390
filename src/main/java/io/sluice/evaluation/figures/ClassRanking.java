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
 * @param curves its curves, if they were asked for
 */
public record ClassRanking(
    long positives,
    OptionalDouble rocAuc,
    Optional<Interval> rocInterval,
    OptionalDouble prAuc,
    Optional<Interval> prInterval,
    Optional<ClassCurves> curves) {

  static ClassRanking of(Ranking ranking, double level, boolean curves) {
    OptionalDouble precision = AveragePrecision.of(ranking);
    return new ClassRanking(
        ranking.positives(),
        ranking.rocAuc(),
        DeLong.interval(ranking, level),
        precision,
        precision.isEmpty()
            ? Optional.empty()
            : AveragePrecision.interval(precision.getAsDouble(), ranking.positives(), level),
        curves ? Optional.of(ClassCurves.of(ranking)) : Optional.empty());
  }

  /** Of the pooled pairs of row and class, which are not independent: no intervals. */
  static ClassRanking pooled(Ranking ranking, boolean curves) {
    return new ClassRanking(
        ranking.positives(),
        ranking.rocAuc(),
        Optional.empty(),
        AveragePrecision.of(ranking),
        Optional.empty(),
        curves ? Optional.of(ClassCurves.of(ranking)) : Optional.empty());
  }
}
