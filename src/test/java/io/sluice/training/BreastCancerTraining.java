package io.sluice.training;

import java.util.ArrayList;
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

/** Benign or malignant from thirty measures of cell nuclei: a binary classification. */
final class BreastCancerTraining {

  private BreastCancerTraining() {}

  static Sample sample() {
    List<Feature> features = features();
    return new Sample(
        "breast-cancer",
        "Tells a malignant from a benign breast mass by the cell nuclei in a fine needle aspirate."
            + " Not for medical use.",
        "breast_cancer",
        features,
        new ClassTarget("diagnosis", List.of("benign", "malignant"), Optional.of("malignant")),
        "diagnosis",
        List.of((long) features.size()),
        network(features.size()),
        NormalizerStandardize::new,
        40,
        16);
  }

  /**
   * Ten measures of a nucleus, whose units the source does not give, each as mean over the image,
   * as standard error of that mean and as mean of the three greatest ("worst"), in the order of the
   * CSV file.
   */
  private static List<Feature> features() {
    List<Measure> measures =
        List.of(
            new Measure("radius", "radius (mean distance from centre to outline)", "100", "20"),
            new Measure("texture", "texture (deviation of grey values)", "100", "20"),
            new Measure("perimeter", "perimeter", "600", "100"),
            new Measure("area", "area", "10000", "2000"),
            new Measure("smoothness", "smoothness (variation of the radius)", "1", "1"),
            new Measure("compactness", "compactness (perimeter squared against area)", "5", "2"),
            new Measure("concavity", "concavity (depth of the dents)", "5", "2"),
            new Measure("concave_points", "share of concave points", "1", "1"),
            new Measure("symmetry", "symmetry", "1", "1"),
            new Measure("fractal_dimension", "fractal dimension of the outline", "1", "1"));
    List<Feature> features = new ArrayList<>();
    for (Measure m : measures) {
      features.add(m.feature("mean_" + m.name, m.maximum, "Mean ", "Mean over all nuclei: "));
    }
    for (Measure m : measures) {
      features.add(m.feature(m.name + "_error", m.maximumError, "Error of ", "Standard error: "));
    }
    for (Measure m : measures) {
      features.add(m.feature("worst_" + m.name, m.maximum, "Worst ", "Mean of the 3 greatest: "));
    }
    return features;
  }

  private record Measure(String name, String meaning, String maximum, String maximumError) {

    Feature feature(String column, String limit, String label, String description) {
      return NumberFeature.upTo(
          limit, column, "", label + name.replace('_', ' '), description + meaning);
    }
  }

  private static MultiLayerConfiguration network(int inputs) {
    return new NeuralNetConfiguration.Builder()
        .seed(42)
        .updater(new Adam(0.002))
        .l2(1e-2)
        .activation(Activation.RELU)
        .list()
        .layer(new DenseLayer.Builder().nIn(inputs).nOut(16).build())
        .layer(
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nIn(16)
                .nOut(2)
                .activation(Activation.SOFTMAX)
                .build())
        .build();
  }
}
