package io.sluice.training;

import java.util.Arrays;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Rows of a data set as FLOAT arrays, not normalised: features of shape {@code [rows, ...shape]},
 * labels of shape {@code [rows, target width]}.
 */
final class Batches {

  private final List<Long> shape;
  private final float[][] features;
  private final float[][] labels;

  /**
   * Encodes every row once.
   *
   * @param sample which columns, in which order
   * @param data the rows
   */
  Batches(Sample sample, Dataset data) {
    this.shape = sample.shape();
    this.features = new float[data.rows().size()][width(sample)];
    int offset = 0;
    for (Feature feature : sample.features()) {
      List<Integer> columns = data.indexes(feature.columns());
      for (int row = 0; row < features.length; row++) {
        feature.encode(data.values(row, columns), features[row], offset);
      }
      offset += feature.width();
    }
    this.labels =
        data.column(sample.target().column()).stream()
            .map(sample.target()::encode)
            .toArray(float[][]::new);
  }

  private static int width(Sample sample) {
    return sample.features().stream().mapToInt(Feature::width).sum();
  }

  /** Features and labels of the rows, in the order asked for. */
  DataSet of(List<Integer> rows) {
    return new DataSet(features(rows), labels(rows));
  }

  /** Features only, as a caller of the model would send them. */
  INDArray features(List<Integer> rows) {
    long[] batch = new long[shape.size() + 1];
    Arrays.setAll(batch, axis -> axis == 0 ? rows.size() : shape.get(axis - 1));
    return pick(features, rows).reshape('c', batch);
  }

  /** The truth, encoded as the network is taught it. */
  INDArray labels(List<Integer> rows) {
    return pick(labels, rows);
  }

  private static INDArray pick(float[][] values, List<Integer> rows) {
    return Nd4j.createFromArray(rows.stream().map(row -> values[row]).toArray(float[][]::new));
  }
}
