package io.sluice.evaluation.figures;

import java.util.List;
import java.util.Optional;

/**
 * The curves of one class against the others.
 *
 * @param roc by falling threshold; empty unless there are rows of the class and of others
 * @param precisionRecall by falling threshold; empty without rows of the class
 * @param youden the threshold of the greatest recall + specificity - 1
 * @param f1 the threshold of the greatest F1
 * @param lift cumulative gain; empty without rows of the class
 */
public record ClassCurves(
    List<CurvePoint> roc,
    List<CurvePoint> precisionRecall,
    Optional<BestThreshold> youden,
    Optional<BestThreshold> f1,
    List<LiftPoint> lift) {

  /** Copies the lists. */
  public ClassCurves {
    roc = List.copyOf(roc);
    precisionRecall = List.copyOf(precisionRecall);
    lift = List.copyOf(lift);
  }

  static ClassCurves of(Ranking ranking) {
    return new ClassCurves(
        Curves.roc(ranking),
        Curves.precisionRecall(ranking),
        BestThreshold.youden(ranking),
        BestThreshold.f1(ranking),
        Curves.lift(ranking));
  }
}
