package io.sluice.training;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;

/**
 * The recipe of one sample model: everything that decides what training makes.
 *
 * @param name the model's name
 * @param description what the model does, for people
 * @param dataset the name of the CSV file it learns from
 * @param features the inputs, in the order of the network's input columns
 * @param target what it predicts
 * @param stratum the CSV column whose values the held-out split keeps in proportion
 * @param shape the shape of the network's input for one row, such as {@code [4]}
 * @param network the untrained network; its seed is also that of the split and the batches
 * @param normalizer makes the normaliser, which is fitted on training rows only
 * @param epochs passes over the training rows
 * @param batchSize rows an update
 */
record Sample(
    String name,
    String description,
    String dataset,
    List<Feature> features,
    Target target,
    String stratum,
    List<Long> shape,
    MultiLayerConfiguration network,
    Supplier<DataNormalization> normalizer,
    int epochs,
    int batchSize) {

  /** The version all samples have; a better sample is a new version, not a new file. */
  static final int VERSION = 1;

  /** The share of rows that no sample ever trains on. */
  static final double HELD_OUT = 0.2;

  Sample {
    requireNonNull(name, "name is null");
    requireNonNull(description, "description is null");
    requireNonNull(dataset, "dataset is null");
    features = List.copyOf(features);
    requireNonNull(target, "target is null");
    requireNonNull(stratum, "stratum is null");
    shape = List.copyOf(shape);
    requireNonNull(network, "network is null");
    requireNonNull(normalizer, "normalizer is null");
  }

  /** Every sample, in the order they are trained. */
  static List<Sample> all() {
    return List.of(
        IrisTraining.sample(),
        BreastCancerTraining.sample(),
        SalaryTraining.sample(),
        DigitsTraining.sample());
  }

  /** The operation that answers for this model, such as {@code predict_breast_cancer}. */
  String operation() {
    return "predict_" + name.replace('-', '_');
  }

  /** The seed of the weights, the split and the order of batches. */
  long seed() {
    return network.getConf(0).getSeed();
  }

  /** Which rows of the data set train this sample and which judge it. */
  HeldOutSplit split(Dataset data) {
    return HeldOutSplit.stratified(data.column(stratum), HELD_OUT, seed());
  }

  /** Where the archive lies under the models folder. */
  Path archive(Path models) {
    return folder(models).resolve("model.zip");
  }

  /** Where the descriptor lies under the models folder. */
  Path descriptor(Path models) {
    return folder(models).resolve("model.json");
  }

  @Override
  public String toString() {
    return name;
  }

  private Path folder(Path models) {
    return models.resolve(name).resolve(Integer.toString(VERSION));
  }
}
