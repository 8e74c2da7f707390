package io.sluice.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Training is a function of recipe and data. */
final class TrainedSampleTest {

  private final Sample iris = IrisTraining.sample();
  private final Dataset data = Dataset.read("iris");

  @Test
  void train_twice_makesTheSameArchive(@TempDir Path folder) throws Exception {
    Path first = folder.resolve("first.zip");
    Path second = folder.resolve("second.zip");

    SampleArchive.write(TrainedSample.train(iris, data), first);
    SampleArchive.write(TrainedSample.train(iris, data), second);

    assertThat(second).hasSameBinaryContentAs(first);
    assertThat(Files.size(first)).isLessThan(10_000);
  }

  @Test
  void train_iris_makesTheCommittedModel() throws Exception {
    List<Integer> rows = IntStream.range(0, data.rows().size()).boxed().toList();
    INDArray features = new Batches(iris, data).features(rows);

    float[][] trained = TrainedSample.train(iris, data).predict(features);

    float[][] committed = SampleArchive.read(iris.archive(Path.of("models"))).predict(features);
    for (int row = 0; row < committed.length; row++) {
      // Wider than rounding: another processor's last bits go through every update.
      assertThat(trained[row]).containsExactly(committed[row], offset(1e-3f));
    }
  }

  @Test
  void predict_anyRows_leavesTheFeaturesUnchanged() throws Exception {
    TrainedSample trained = SampleArchive.read(iris.archive(Path.of("models")));
    INDArray features = new Batches(iris, data).features(List.of(0, 60, 120));
    INDArray before = features.dup();

    trained.predict(features);

    assertThat(features).isEqualTo(before);
  }
}
