package io.sluice.evaluation.figures;

import static io.sluice.codec.JsonTree.object;
import static io.sluice.evaluation.figures.ReportTree.orNull;

import io.sluice.model.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A classification's report as JSON. */
final class ClassificationTree {
  private ClassificationTree() {}

  static Map<String, Object> of(ClassificationReport report) {
    return object(
        "task", Task.CLASSIFICATION.wireName(),
        "rows", report.rows(),
        "positive", report.positive(),
        "figures", report.figures().asMap(),
        "level", report.level(),
        "intervals", ReportTree.intervals(report.intervals()),
        "classes", report.classes().stream().map(ClassificationTree::ofClass).toList(),
        "confusion", confusion(report),
        "topK", orNull(report.topK()),
        "calibration", calibration(report),
        "micro", report.pooled().map(ClassificationTree::ranking).orElse(null));
  }

  private static Map<String, Object> ofClass(ClassReport one) {
    OneVsRest counts = one.counts();
    return object(
        "label", one.label(),
        "support", counts.support(),
        "predicted", counts.predicted(),
        "precision", orNull(counts.precision()),
        "recall", orNull(counts.recall()),
        "f1", orNull(counts.f1()),
        "specificity", orNull(counts.specificity()),
        "ranking", one.ranking().map(ClassificationTree::ranking).orElse(null));
  }

  /** Rows of the matrix are true classes, columns predicted ones. */
  private static Map<String, Object> confusion(ClassificationReport report) {
    List<List<Long>> rows = new ArrayList<>();
    for (int truth = 0; truth < report.matrix().classes(); truth++) {
      List<Long> row = new ArrayList<>();
      for (int predicted = 0; predicted < report.matrix().classes(); predicted++) {
        row.add(report.matrix().count(truth, predicted));
      }
      rows.add(row);
    }
    return object(
        "labels", report.classes().stream().map(ClassReport::label).toList(), "counts", rows);
  }

  private static @Nullable Map<String, Object> calibration(ClassificationReport report) {
    List<Map<String, Object>> bins =
        report.calibration().stream()
            .map(
                bin ->
                    object(
                        "from", bin.from(),
                        "to", bin.to(),
                        "rows", bin.rows(),
                        "predicted", bin.predicted(),
                        "observed", bin.observed()))
            .toList();
    // Without a class it is about whichever class is the most probable.
    return bins.isEmpty() ? null : object("of", report.positive(), "bins", bins);
  }

  private static Map<String, Object> ranking(ClassRanking ranking) {
    Optional<ClassCurves> curves = ranking.curves();
    return object(
        "rocAuc", orNull(ranking.rocAuc()),
        "rocAucInterval", orNull(ranking.rocInterval()),
        "prAuc", orNull(ranking.prAuc()),
        "prAucInterval", orNull(ranking.prInterval()),
        "roc", curves.map(all -> points(all.roc())).orElse(null),
        "precisionRecall", curves.map(all -> points(all.precisionRecall())).orElse(null),
        "bestYouden",
            curves.flatMap(ClassCurves::youden).map(ClassificationTree::best).orElse(null),
        "bestF1", curves.flatMap(ClassCurves::f1).map(ClassificationTree::best).orElse(null),
        "lift", curves.map(all -> lift(all.lift())).orElse(null));
  }

  /** A point is a list of x, y and threshold; the threshold of the first of a ROC curve is null. */
  private static @Nullable List<List<@Nullable Number>> points(List<CurvePoint> points) {
    List<List<@Nullable Number>> all = new ArrayList<>();
    for (CurvePoint point : points) {
      List<@Nullable Number> one = new ArrayList<>();
      one.add(point.x());
      one.add(point.y());
      one.add(Float.isFinite(point.threshold()) ? point.threshold() : null);
      all.add(one);
    }
    return orNull(all);
  }

  private static Map<String, Object> best(BestThreshold best) {
    return object(
        "threshold", best.threshold(),
        "value", best.value(),
        "precision", orNull(best.counts().precision()),
        "recall", orNull(best.counts().recall()),
        "specificity", orNull(best.counts().specificity()),
        "f1", orNull(best.counts().f1()));
  }

  private static @Nullable List<Map<String, Object>> lift(List<LiftPoint> points) {
    return orNull(
        points.stream()
            .map(p -> object("share", p.share(), "gain", p.gain(), "lift", p.lift()))
            .toList());
  }
}
