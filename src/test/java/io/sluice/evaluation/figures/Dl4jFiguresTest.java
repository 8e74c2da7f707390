package io.sluice.evaluation.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.evaluation.EvaluationAveraging;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.classification.ROC;
import org.nd4j.evaluation.regression.RegressionEvaluation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Where DL4J's own evaluation is right ours agrees with it; where it differs, by what. */
final class Dl4jFiguresTest {
  private static final Offset<Double> CLOSE = within(1e-9);

  private static Evaluation evaluation(String name) {
    Evaluation evaluation = new Evaluation(ReferenceRows.labels(name));
    INDArray[] rows = arrays(name);
    evaluation.eval(rows[0], rows[1]);
    return evaluation;
  }

  /** The truth as one-hot rows, and the probabilities. */
  private static INDArray[] arrays(String name) {
    List<double[]> truths = new ArrayList<>();
    List<double[]> scores = new ArrayList<>();
    ReferenceRows.forEachRow(
        name,
        (truth, row) -> {
          double[] hot = new double[row.length];
          hot[truth] = 1;
          double[] score = new double[row.length];
          for (int c = 0; c < row.length; c++) {
            score[c] = row[c];
          }
          truths.add(hot);
          scores.add(score);
        });
    return new INDArray[] {
      Nd4j.create(truths.toArray(new double[0][])), Nd4j.create(scores.toArray(new double[0][]))
    };
  }

  @ParameterizedTest
  @ValueSource(strings = {"breast-cancer", "digits-2", "random", "ties"})
  void figures_ofEveryClass_areThoseOfDl4j(String name) {
    Evaluation theirs = evaluation(name);
    ClassificationReport ours = ReferenceRows.classification(name).report(IntervalOptions.DEFAULT);
    Figures figures = ours.figures();

    assertThat(figures.value("accuracy").orElseThrow()).isCloseTo(theirs.accuracy(), CLOSE);
    for (int c = 0; c < ours.classes().size(); c++) {
      OneVsRest one = ours.classes().get(c).counts();
      assertThat(one.precision().orElseThrow()).isCloseTo(theirs.precision(c), CLOSE);
      assertThat(one.recall().orElseThrow()).isCloseTo(theirs.recall(c), CLOSE);
      assertThat(one.f1().orElseThrow()).isCloseTo(theirs.f1(c), CLOSE);
    }
    assertThat(figures.value("macroPrecision").orElseThrow())
        .isCloseTo(theirs.precision(EvaluationAveraging.Macro), CLOSE);
    assertThat(figures.value("macroRecall").orElseThrow())
        .isCloseTo(theirs.recall(EvaluationAveraging.Macro), CLOSE);
    assertThat(figures.value("microPrecision").orElseThrow())
        .isCloseTo(theirs.precision(EvaluationAveraging.Micro), CLOSE);
  }

  /** DL4J's macro F1 of two classes is that of the second one; its MCC a mean over classes. */
  @Test
  void macroF1AndMcc_ofDl4j_areOtherFigures() {
    Figures two = ReferenceRows.classification("breast-cancer").figures();
    Figures ten = ReferenceRows.classification("digits-2").figures();

    assertThat(evaluation("breast-cancer").f1(EvaluationAveraging.Macro))
        .isCloseTo(two.value("f1").orElseThrow(), CLOSE)
        .isNotCloseTo(two.value("macroF1").orElseThrow(), within(1e-3));
    assertThat(evaluation("digits-2").f1(EvaluationAveraging.Macro))
        .isCloseTo(ten.value("macroF1").orElseThrow(), CLOSE);
    assertThat(evaluation("digits-2").matthewsCorrelation(EvaluationAveraging.Macro))
        .isNotCloseTo(ten.value("mcc").orElseThrow(), within(1e-6));
  }

  /** What has no value is 0 in DL4J. */
  @Test
  void precision_ofAClassNeverPredicted_isNoughtInDl4jOnly() {
    assertThat(evaluation("never-predicted").precision(1)).isZero();
    assertThat(ReferenceRows.classification("never-predicted").figures().value("precision"))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"breast-cancer", "breast-cancer-2", "perfect"})
  void rocAuc_withoutTies_isThatOfDl4jInExactMode(String name) {
    assertThat(roc(name).calculateAUC())
        .isCloseTo(
            ReferenceRows.classification(name).figures().value("rocAuc").orElseThrow(), CLOSE);
  }

  /**
   * DL4J takes tied rows one by one, in the order they came: of a model that says the same of every
   * row it finds an area that is not one half.
   */
  @Test
  void rocAuc_withTies_isWrongInDl4j() {
    assertThat(ReferenceRows.classification("coin").figures().value("rocAuc")).hasValue(0.5);
    assertThat(roc("coin").calculateAUC()).isNotCloseTo(0.5, within(0.01));
    assertThat(roc("ties").calculateAUC())
        .isNotCloseTo(
            ReferenceRows.classification("ties").figures().value("rocAuc").orElseThrow(),
            within(1e-3));
  }

  /** Trapezoids in DL4J, average precision here. */
  @Test
  void prAuc_ofDl4j_isAnotherFigure() {
    double ours =
        ReferenceRows.classification("breast-cancer").figures().value("prAuc").orElseThrow();

    assertThat(roc("breast-cancer").calculateAUCPR())
        .isCloseTo(ours, within(1e-3))
        .isNotCloseTo(ours, within(1e-6));
  }

  @ParameterizedTest
  @ValueSource(strings = {"salary", "quantity"})
  void figures_ofARegression_areThoseOfDl4j(String name) {
    RegressionEvaluation theirs = regression(name);
    Figures ours = ReferenceRows.regression(name).figures();

    assertThat(theirs.meanAbsoluteError(0))
        .isCloseTo(ours.value("mae").orElseThrow(), withinPercentage(1e-9));
    assertThat(theirs.meanSquaredError(0))
        .isCloseTo(ours.value("mse").orElseThrow(), withinPercentage(1e-9));
    assertThat(theirs.rootMeanSquaredError(0))
        .isCloseTo(ours.value("rmse").orElseThrow(), withinPercentage(1e-9));
    assertThat(theirs.rSquared(0))
        .isCloseTo(ours.value("r2").orElseThrow(), withinPercentage(1e-9));
  }

  @Test
  void r2_ofOneActualValueOnly_isInfiniteInDl4jOnly() {
    assertThat(regression("constant").rSquared(0)).isInfinite();
    assertThat(ReferenceRows.regression("constant").figures().value("r2")).isEmpty();
  }

  private static ROC roc(String name) {
    INDArray[] rows = arrays(name);
    ROC exact = new ROC(0);
    exact.eval(rows[0], rows[1]);
    return exact;
  }

  private static RegressionEvaluation regression(String name) {
    List<ValuePair> pairs = ReferenceRows.pairs(name);
    double[][] actual = new double[pairs.size()][];
    double[][] predicted = new double[pairs.size()][];
    for (int i = 0; i < actual.length; i++) {
      actual[i] = new double[] {pairs.get(i).actual()};
      predicted[i] = new double[] {pairs.get(i).predicted()};
    }
    RegressionEvaluation evaluation = new RegressionEvaluation(1);
    evaluation.eval(Nd4j.create(actual), Nd4j.create(predicted));
    return evaluation;
  }
}
