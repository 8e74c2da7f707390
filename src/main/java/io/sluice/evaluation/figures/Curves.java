package io.sluice.evaluation.figures;

import java.util.ArrayList;
import java.util.List;

/** The curves that are read from a ranking. */
final class Curves {

  /** The most points of a curve. */
  static final int MOST_POINTS = 200;

  private Curves() {}

  /**
   * The ROC curve: how many of the class are found against how many of the others are taken for it,
   * from (0, 0), where none is predicted, to (1, 1). Rows of the same probability make one straight
   * piece. Empty unless there are rows of the class and of others.
   */
  static List<CurvePoint> roc(Ranking ranking) {
    double positives = ranking.positives();
    double negatives = ranking.negatives();
    if (positives == 0 || negatives == 0) {
      return List.of();
    }
    // In counts, so that points on a line are found to be so exactly.
    CurveThinning curve = new CurveThinning(MOST_POINTS, 1 / negatives, 1 / positives, 2);
    curve.add(new CurvePoint(0, 0, Float.POSITIVE_INFINITY));
    ranking.scan(
        (threshold, truePositives, falsePositives, hits, alarms) ->
            curve.add(new CurvePoint(falsePositives, truePositives, threshold)));
    return curve.points().stream()
        .map(p -> new CurvePoint(p.x() / negatives, p.y() / positives, p.threshold()))
        .toList();
  }

  /**
   * The precision-recall curve: the points where recall rises, each with the precision it costs. To
   * be drawn in steps, backwards from the point ({@link AveragePrecision} is the area below), not
   * in straight lines. No point is made up for a recall of 0. Empty without rows of the class.
   */
  static List<CurvePoint> precisionRecall(Ranking ranking) {
    double positives = ranking.positives();
    CurveThinning curve = new CurveThinning(MOST_POINTS, 1, 0, 1);
    ranking.scan(
        (threshold, truePositives, falsePositives, hits, alarms) -> {
          if (hits > 0) {
            double precision = (double) truePositives / (truePositives + falsePositives);
            curve.add(new CurvePoint(truePositives / positives, precision, threshold));
          }
        });
    return curve.points();
  }

  /**
   * Cumulative gain and lift by twentieths of all rows, the most probable first. Rows of the same
   * probability have no order: a twentieth that ends among them takes its share of their hits.
   * Empty without rows of the class.
   */
  static List<LiftPoint> lift(Ranking ranking) {
    long positives = ranking.positives();
    double rows = ranking.positives() + ranking.negatives();
    List<LiftPoint> points = new ArrayList<>();
    if (positives == 0) {
      return points;
    }
    ranking.scan(
        (threshold, truePositives, falsePositives, hits, alarms) -> {
          long end = truePositives + falsePositives;
          long start = end - hits - alarms;
          while (points.size() < LiftPoint.STEPS) {
            double share = (points.size() + 1.0) / LiftPoint.STEPS;
            double mark = rows * (points.size() + 1) / LiftPoint.STEPS;
            if (mark > end) {
              return;
            }
            double found = truePositives - hits + hits * ((mark - start) / (end - start));
            points.add(new LiftPoint(share, found / positives, found / positives / share));
          }
        });
    return List.copyOf(points);
  }
}
