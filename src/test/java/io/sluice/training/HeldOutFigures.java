package io.sluice.training;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** How well predictions of held-out rows meet the truth, under the names the descriptor uses. */
final class HeldOutFigures {

  private HeldOutFigures() {}

  /**
   * Figures of one sample over its held-out rows.
   *
   * <p>Classification: {@code accuracy}; {@code precision}, {@code recall} and {@code f1} as plain
   * means over the classes (a class never predicted has precision 0); with a positive label also
   * {@code rocAuc}. Regression: {@code mae}, {@code rmse} and {@code r2} in the target's unit, and
   * {@code baselineMae}, that of always answering the mean of the training rows.
   */
  static Map<String, Double> of(Sample sample, Dataset data, TrainedSample trained) {
    HeldOutSplit split = sample.split(data);
    Batches batches = new Batches(sample, data);
    float[][] predicted = trained.predict(batches.features(split.test()));
    float[][] truth = batches.labels(split.test()).toFloatMatrix();
    if (sample.target() instanceof ClassTarget target) {
      return classification(target, predicted, truth);
    }
    return regression(predicted, truth, batches.labels(split.train()).toFloatMatrix());
  }

  private static Map<String, Double> classification(
      ClassTarget target, float[][] predicted, float[][] truth) {
    int labels = target.labels().size();
    int[][] confusion = new int[labels][labels];
    for (int row = 0; row < truth.length; row++) {
      confusion[ClassTarget.best(truth[row])][ClassTarget.best(predicted[row])]++;
    }
    int right = 0;
    double precision = 0;
    double recall = 0;
    double f1 = 0;
    for (int label = 0; label < labels; label++) {
      int hits = confusion[label][label];
      int actual = 0;
      int claimed = 0;
      for (int other = 0; other < labels; other++) {
        actual += confusion[label][other];
        claimed += confusion[other][label];
      }
      right += hits;
      precision += claimed == 0 ? 0 : (double) hits / claimed;
      recall += actual == 0 ? 0 : (double) hits / actual;
      f1 += hits == 0 ? 0 : 2.0 * hits / (actual + claimed);
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("accuracy", (double) right / truth.length);
    figures.put("precision", precision / labels);
    figures.put("recall", recall / labels);
    figures.put("f1", f1 / labels);
    target
        .positive()
        .map(target.labels()::indexOf)
        .ifPresent(positive -> figures.put("rocAuc", rocAuc(positive, predicted, truth)));
    return figures;
  }

  /**
   * The chance that a positive row scores above a negative one, ties counting half: the area under
   * the ROC curve by its Mann-Whitney form (Hanley and McNeil, Radiology 143, 1982).
   */
  private static double rocAuc(int positive, float[][] predicted, float[][] truth) {
    double wins = 0;
    long pairs = 0;
    for (int p = 0; p < truth.length; p++) {
      for (int n = 0; n < truth.length; n++) {
        if (truth[p][positive] == 1f && truth[n][positive] == 0f) {
          int order = Float.compare(predicted[p][positive], predicted[n][positive]);
          wins += order > 0 ? 1 : order == 0 ? 0.5 : 0;
          pairs++;
        }
      }
    }
    return wins / pairs;
  }

  private static Map<String, Double> regression(
      float[][] predicted, float[][] truth, float[][] train) {
    double trainMean = mean(train);
    double testMean = mean(truth);
    double absolute = 0;
    double squared = 0;
    double spread = 0;
    double baseline = 0;
    for (int row = 0; row < truth.length; row++) {
      double error = (double) predicted[row][0] - truth[row][0];
      absolute += Math.abs(error);
      squared += error * error;
      spread += (truth[row][0] - testMean) * (truth[row][0] - testMean);
      baseline += Math.abs(truth[row][0] - trainMean);
    }
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put("mae", absolute / truth.length);
    figures.put("rmse", Math.sqrt(squared / truth.length));
    figures.put("r2", 1 - squared / spread);
    figures.put("baselineMae", baseline / truth.length);
    return figures;
  }

  private static double mean(float[][] rows) {
    return List.of(rows).stream().mapToDouble(row -> row[0]).average().orElseThrow();
  }
}
