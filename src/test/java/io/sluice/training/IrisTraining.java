package io.sluice.training;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Three species of iris from four lengths: the smallest useful classification. */
final class IrisTraining {

  private IrisTraining() {}

  static Sample sample() {
    return new Sample(
        "iris",
        "Names the species of an iris from the lengths and widths of its sepals and petals.",
        "iris",
        List.of(
            length("sepal_length", "Sepal length", "Length of a sepal"),
            length("sepal_width", "Sepal width", "Width of a sepal"),
            length("petal_length", "Petal length", "Length of a petal"),
            length("petal_width", "Petal width", "Width of a petal")),
        new ClassTarget("species", List.of("setosa", "versicolor", "virginica"), Optional.empty()),
        "species",
        List.of(4L),
        network(),
        NormalizerStandardize::new,
        40,
        16);
  }

  private static NumberFeature length(String name, String label, String description) {
    return NumberFeature.upTo("15", name, "cm", label, description);
  }

  private static MultiLayerConfiguration network() {
    return new NeuralNetConfiguration.Builder()
        .seed(42)
        .updater(new Adam(0.005))
        .l2(1e-2)
        .activation(Activation.TANH)
        .list()
        .layer(new DenseLayer.Builder().nIn(4).nOut(16).build())
        .layer(
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(16)
                .nOut(3)
                .activation(Activation.SOFTMAX)
                .build())
        .build();
  }
}
