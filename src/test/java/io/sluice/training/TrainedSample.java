package io.sluice.training;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network with the normaliser it was trained behind.
 *
 * @param network takes normalised features
 * @param normalizer normalises features, and undoes the labels' normalisation if it was fitted so
 */
record TrainedSample(MultiLayerNetwork network, DataNormalization normalizer) {

  TrainedSample {
    requireNonNull(network, "network is null");
    requireNonNull(normalizer, "normalizer is null");
  }

  /**
   * Trains a sample on its training rows. The same recipe and rows give the same parameters, bit by
   * bit, on the same machine: one thread does the arithmetic, because sums split over threads round
   * differently.
   */
  static TrainedSample train(Sample sample, Dataset data) {
    Nd4j.getEnvironment().setMaxThreads(1);
    Nd4j.getEnvironment().setMaxMasterThreads(1);
    Batches batches = new Batches(sample, data);
    List<Integer> rows = new ArrayList<>(sample.split(data).train());
    DataNormalization normalizer = sample.normalizer().get();
    normalizer.fit(batches.of(rows));
    MultiLayerNetwork network = new MultiLayerNetwork(sample.network().clone());
    network.init();
    Random order = new Random(sample.seed());
    for (int epoch = 0; epoch < sample.epochs(); epoch++) {
      Collections.shuffle(rows, order);
      for (int from = 0; from < rows.size(); from += sample.batchSize()) {
        int to = Math.min(from + sample.batchSize(), rows.size());
        DataSet batch = batches.of(rows.subList(from, to));
        normalizer.transform(batch);
        network.fit(batch);
      }
    }
    return new TrainedSample(network, normalizer);
  }

  /**
   * Predicts from plain features, one row of answers in their own unit for each row.
   *
   * @param features not normalised; left unchanged
   */
  float[][] predict(INDArray features) {
    INDArray input = features.dup();
    normalizer.transform(input);
    INDArray output = network.output(input).dup();
    normalizer.revertLabels(output);
    return output.toFloatMatrix();
  }
}
