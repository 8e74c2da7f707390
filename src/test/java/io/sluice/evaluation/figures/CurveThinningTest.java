package io.sluice.evaluation.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class CurveThinningTest {

  private static ClassificationTally manyRows(int rows) {
    ClassificationTally tally = new ClassificationTally(List.of("no", "yes"), "yes");
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < rows; i++) {
      int truth = random.nextInt(2);
      float score = (float) ((random.nextDouble() + random.nextDouble() + 0.5 * truth) / 2.5);
      tally.add(truth, new float[] {1 - score, score});
    }
    return tally;
  }

  private static double area(List<CurvePoint> curve) {
    double area = 0;
    for (int i = 1; i < curve.size(); i++) {
      double width = curve.get(i).x() - curve.get(i - 1).x();
      area += width * (curve.get(i).y() + curve.get(i - 1).y()) / 2;
    }
    return area;
  }

  private static List<CurvePoint> hull(List<CurvePoint> curve) {
    List<CurvePoint> hull = new ArrayList<>();
    for (CurvePoint c : curve) {
      while (hull.size() >= 2) {
        CurvePoint a = hull.get(hull.size() - 2);
        CurvePoint b = hull.get(hull.size() - 1);
        if ((b.x() - a.x()) * (c.y() - b.y()) - (b.y() - a.y()) * (c.x() - b.x()) < 0) {
          break;
        }
        hull.remove(hull.size() - 1);
      }
      hull.add(c);
    }
    return hull;
  }

  @Test
  void roc_ofManyRows_hasFewPointsAndLosesLittle() {
    ClassificationTally tally = manyRows(100_000);
    ScoreStore scores = tally.scores();
    List<CurvePoint> full = new ArrayList<>();
    full.add(new CurvePoint(0, 0, Float.POSITIVE_INFINITY));
    Ranking ranking = Ranking.of(scores, 1);
    double positives = ranking.positives();
    double negatives = ranking.negatives();
    ranking.scan(
        (threshold, tp, fp, hits, alarms) ->
            full.add(new CurvePoint(fp / negatives, tp / positives, threshold)));

    List<CurvePoint> thin = Curves.roc(Ranking.of(scores, 1));

    assertThat(thin).hasSizeBetween(100, Curves.MOST_POINTS);
    assertThat(thin.get(0)).isEqualTo(full.get(0));
    assertThat(thin.get(thin.size() - 1)).isEqualTo(full.get(full.size() - 1));
    assertThat(full).containsAll(thin);
    assertThat(area(thin)).isCloseTo(ranking.rocAuc().orElseThrow(), within(1e-3));
    assertThat(area(hull(thin))).isCloseTo(area(hull(full)), within(1e-6));
  }

  @Test
  void roc_ofManyRows_hasNoGaps() {
    List<CurvePoint> thin = Curves.roc(Ranking.of(manyRows(100_000).scores(), 1));

    for (int i = 1; i < thin.size(); i++) {
      double step = thin.get(i).x() - thin.get(i - 1).x() + thin.get(i).y() - thin.get(i - 1).y();
      assertThat(step).isBetween(0.0, 0.025);
    }
  }

  @Test
  void precisionRecall_ofManyRows_hasFewPointsOverAllOfRecall() {
    List<CurvePoint> thin = Curves.precisionRecall(Ranking.of(manyRows(100_000).scores(), 1));

    assertThat(thin.size()).isBetween(90, Curves.MOST_POINTS);
    assertThat(thin.get(thin.size() - 1).x()).isEqualTo(1);
    for (int i = 1; i < thin.size(); i++) {
      assertThat(thin.get(i).x() - thin.get(i - 1).x()).isBetween(0.0, 0.025);
    }
  }

  @Test
  void roc_ofFewRows_keepsItsCornersOnly() {
    // From the top: two of the class, two of the others, a tie of both, one of the others.
    int[] keys = {
      Ranking.key(0.9f, true),
      Ranking.key(0.8f, true),
      Ranking.key(0.7f, false),
      Ranking.key(0.6f, false),
      Ranking.key(0.5f, true),
      Ranking.key(0.5f, false),
      Ranking.key(0.1f, false)
    };

    assertThat(Curves.roc(new Ranking(keys)))
        .containsExactly(
            new CurvePoint(0, 0, Float.POSITIVE_INFINITY),
            new CurvePoint(0, 2 / 3.0, 0.8f),
            new CurvePoint(0.5, 2 / 3.0, 0.6f),
            new CurvePoint(0.75, 1, 0.5f),
            new CurvePoint(1, 1, 0.1f));
  }
}
