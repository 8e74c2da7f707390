package io.sluice.training;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.StringJoiner;

/**
 * Writes what the sample models predict of their held-out rows, with the truth: the real data of
 * the tests of figures.
 *
 * <p>One argument: the folder to write to.
 */
final class HeldOutRowsMain {
  private HeldOutRowsMain() {}

  public static void main(String... arguments) throws Exception {
    for (Sample sample : Sample.all()) {
      Dataset data = Dataset.read(sample.dataset());
      TrainedSample trained = SampleArchive.read(sample.archive(Path.of("models")));
      List<Integer> test = sample.split(data).test();
      Batches batches = new Batches(sample, data);
      float[][] predicted = trained.predict(batches.features(test));
      float[][] truth = batches.labels(test).toFloatMatrix();
      StringBuilder csv = new StringBuilder();
      if (sample.target() instanceof ClassTarget target) {
        csv.append("truth,").append(String.join(",", target.labels())).append('\n');
        for (int row = 0; row < truth.length; row++) {
          csv.append(target.labels().get(ClassTarget.best(truth[row]))).append(',');
          csv.append(line(predicted[row]));
        }
      } else {
        csv.append("actual,predicted\n");
        for (int row = 0; row < truth.length; row++) {
          csv.append(truth[row][0]).append(',').append(line(predicted[row]));
        }
      }
      Path file = Path.of(arguments[0]).resolve(sample.name() + ".csv");
      Files.writeString(file, csv, StandardCharsets.UTF_8);
    }
  }

  private static String line(float[] values) {
    StringJoiner line = new StringJoiner(",", "", "\n");
    for (float value : values) {
      line.add(Float.toString(value));
    }
    return line.toString();
  }
}
