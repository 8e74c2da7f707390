package io.sluice.evaluation.figures;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The figures of a classification and their intervals, by name. */
final class ClassificationFigures {
  private final ClassificationTally tally;
  private final ClassRankings rankings;

  ClassificationFigures(ClassificationTally tally, ClassRankings rankings) {
    this.tally = tally;
    this.rankings = rankings;
  }

  Figures figures() {
    Figures.Collector all = new Figures.Collector();
    ClassCounts counts = tally.matrix().counts();
    int positive = tally.positiveIndex();
    CountFigures.ALL.forEach(f -> all.put(f, CountFigures.of(f, counts, positive)));
    all.put(Figure.LOG_LOSS, tally.losses().logLoss());
    all.put(Figure.BRIER, tally.losses().brier());
    all.put(Figure.CALIBRATION_ERROR, tally.calibration().error());
    int classes = tally.labels().size();
    if (classes > 3) {
      all.put(Figure.TOP_3_ACCURACY, tally.topK().accuracy(3));
    }
    if (classes > 5) {
      all.put(Figure.TOP_5_ACCURACY, tally.topK().accuracy(5));
    }
    all.put(Figure.ROC_AUC, rankings.single(positive, ClassRanking::rocAuc));
    all.put(Figure.PR_AUC, rankings.single(positive, ClassRanking::prAuc));
    all.put(Figure.MACRO_ROC_AUC, rankings.macro(ClassRanking::rocAuc));
    all.put(Figure.MACRO_PR_AUC, rankings.macro(ClassRanking::prAuc));
    all.put(Figure.MICRO_ROC_AUC, rankings.micro(ClassRanking::rocAuc));
    all.put(Figure.MICRO_PR_AUC, rankings.micro(ClassRanking::prAuc));
    all.put(Figure.WEIGHTED_ROC_AUC, rankings.weighted(ClassRanking::rocAuc));
    all.put(Figure.WEIGHTED_PR_AUC, rankings.weighted(ClassRanking::prAuc));
    return all.figures();
  }

  /**
   * The intervals there are: Wilson's of every proportion, DeLong's and Boyd's of the positive
   * class's areas, by the central limit theorem of mean losses, by bootstrap of the other figures
   * of predicted classes. None of the calibration error, which is biased, nor of areas over several
   * classes.
   */
  Map<Figure, Interval> intervals(IntervalOptions options) {
    Map<Figure, Interval> all = new EnumMap<>(Figure.class);
    CountBootstrap.intervals(tally.matrix(), tally.positiveIndex(), options).forEach(all::put);
    double level = options.level();
    ClassCounts counts = tally.matrix().counts();
    Optional<Interval> accuracy = Wilson.interval(counts.correct(), counts.rows(), level);
    put(all, Figure.ACCURACY, accuracy);
    put(all, Figure.MICRO_PRECISION, accuracy);
    put(all, Figure.MICRO_RECALL, accuracy);
    put(all, Figure.MICRO_F1, accuracy);
    put(all, Figure.WEIGHTED_RECALL, accuracy);
    put(all, Figure.LOG_LOSS, tally.losses().logLossInterval(level));
    put(all, Figure.BRIER, tally.losses().brierInterval(level));
    int classes = tally.labels().size();
    if (classes > 3) {
      put(all, Figure.TOP_3_ACCURACY, Wilson.interval(tally.topK().hits(3), counts.rows(), level));
    }
    if (classes > 5) {
      put(all, Figure.TOP_5_ACCURACY, Wilson.interval(tally.topK().hits(5), counts.rows(), level));
    }
    if (tally.positiveIndex() >= 0) {
      ofThePositive(all, level);
    }
    return all;
  }

  private void ofThePositive(Map<Figure, Interval> all, double level) {
    OneVsRest one = tally.matrix().counts().oneVsRest(tally.positiveIndex());
    put(all, Figure.PRECISION, one.precisionInterval(level));
    put(all, Figure.RECALL, one.recallInterval(level));
    put(all, Figure.SPECIFICITY, one.specificityInterval(level));
    if (!rankings.classes().isEmpty()) {
      ClassRanking ranking = rankings.classes().get(tally.positiveIndex());
      put(all, Figure.ROC_AUC, ranking.rocInterval());
      put(all, Figure.PR_AUC, ranking.prInterval());
    }
  }

  private static void put(Map<Figure, Interval> all, Figure figure, Optional<Interval> interval) {
    if (interval.isPresent()) {
      all.put(figure, interval.get());
    } else {
      // A percentile interval must not stand in for the better one that has nothing to say.
      all.remove(figure);
    }
  }
}
