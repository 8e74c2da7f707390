package io.sluice.evaluation.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rankings of all classes, each against the others, and of all pairs of row and class pooled.
 *
 * @param classes in the order of the labels; empty if the rows' probabilities were not kept
 * @param pooled the micro average's; null without the classes'
 */
record ClassRankings(List<ClassRanking> classes, @Nullable ClassRanking pooled) {

  ClassRankings {
    classes = List.copyOf(classes);
  }

  /** Areas only. */
  static ClassRankings of(ScoreStore scores) {
    return of(scores, Interval.DEFAULT_LEVEL, 0);
  }

  /**
   * Areas, their intervals, and curves if there are no more than so many classes; those of the
   * pooled ranking in any case but 0.
   */
  static ClassRankings of(ScoreStore scores, double level, int mostCurves) {
    if (!scores.complete()) {
      return new ClassRankings(List.of(), null);
    }
    boolean curves = scores.classes() <= mostCurves;
    List<ClassRanking> classes = new ArrayList<>();
    for (int c = 0; c < scores.classes(); c++) {
      classes.add(ClassRanking.of(Ranking.of(scores, c), level, curves));
    }
    return new ClassRankings(classes, ClassRanking.pooled(Ranking.pooled(scores), mostCurves > 0));
  }

  OptionalDouble macro(Function<ClassRanking, OptionalDouble> area) {
    return Averages.macro(classes.size(), c -> area.apply(classes.get(c)));
  }

  OptionalDouble micro(Function<ClassRanking, OptionalDouble> area) {
    return pooled == null ? OptionalDouble.empty() : area.apply(pooled);
  }

  OptionalDouble weighted(Function<ClassRanking, OptionalDouble> area) {
    return Averages.weighted(
        classes.size(), c -> area.apply(classes.get(c)), c -> classes.get(c).positives());
  }

  OptionalDouble single(int positive, Function<ClassRanking, OptionalDouble> area) {
    if (positive < 0 || classes.isEmpty()) {
      return macro(area);
    }
    return area.apply(classes.get(positive));
  }
}
