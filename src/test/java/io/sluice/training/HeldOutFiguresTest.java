package io.sluice.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.evaluation.classification.Evaluation;
import org.nd4j.evaluation.classification.ROC;
import org.nd4j.evaluation.regression.RegressionEvaluation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Compares our figures with those of Deeplearning4j's own evaluation on the same rows. */
final class HeldOutFiguresTest {

  static List<Sample> classifications() {
    return Sample.all().stream().filter(s -> s.target() instanceof ClassTarget).toList();
  }

  @ParameterizedTest
  @MethodSource("classifications")
  void of_classification_agreesWithDl4j(Sample sample) throws Exception {
    HeldOut heldOut = HeldOut.of(sample);
    Evaluation dl4j = new Evaluation(sample.target().width());
    dl4j.eval(heldOut.truth, heldOut.predicted);

    assertThat(heldOut.figures.get("accuracy")).isEqualTo(dl4j.accuracy(), within(1e-9));
    assertThat(heldOut.figures.get("precision"))
        .isEqualTo(mean(sample, dl4j::precision), within(1e-9));
    assertThat(heldOut.figures.get("recall")).isEqualTo(mean(sample, dl4j::recall), within(1e-9));
    assertThat(heldOut.figures.get("f1")).isEqualTo(mean(sample, dl4j::f1), within(1e-9));
  }

  @Test
  void of_binaryClassification_agreesWithDl4jOnRocAuc() throws Exception {
    HeldOut heldOut = HeldOut.of(BreastCancerTraining.sample());
    ROC dl4j = new ROC(0);
    dl4j.eval(heldOut.truth, heldOut.predicted);

    assertThat(heldOut.figures.get("rocAuc")).isEqualTo(dl4j.calculateAUC(), within(1e-6));
  }

  @Test
  void of_regression_agreesWithDl4j() throws Exception {
    HeldOut heldOut = HeldOut.of(SalaryTraining.sample());
    RegressionEvaluation dl4j = new RegressionEvaluation(1);
    dl4j.eval(heldOut.truth, heldOut.predicted);

    assertThat(heldOut.figures.get("mae"))
        .isCloseTo(dl4j.meanAbsoluteError(0), withinPercentage(1e-3));
    assertThat(heldOut.figures.get("rmse"))
        .isCloseTo(dl4j.rootMeanSquaredError(0), withinPercentage(1e-3));
    assertThat(heldOut.figures.get("r2")).isCloseTo(dl4j.rSquared(0), within(1e-4));
  }

  private static double mean(Sample sample, IntToDoubleFunction figure) {
    return IntStream.range(0, sample.target().width()).mapToDouble(figure).average().orElseThrow();
  }

  private record HeldOut(INDArray truth, INDArray predicted, Map<String, Double> figures) {

    static HeldOut of(Sample sample) throws Exception {
      Dataset data = Dataset.read(sample.dataset());
      TrainedSample trained = SampleArchive.read(sample.archive(Path.of("models")));
      Batches batches = new Batches(sample, data);
      List<Integer> rows = sample.split(data).test();
      return new HeldOut(
          batches.labels(rows),
          Nd4j.createFromArray(trained.predict(batches.features(rows))),
          HeldOutFigures.of(sample, data, trained));
    }
  }
}
