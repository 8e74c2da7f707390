package io.sluice.training;

import java.util.List;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.api.preprocessor.DataNormalization;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A professor's salary: a regression with categories and a normalised label. */
final class SalaryTraining {

  private SalaryTraining() {}

  static Sample sample() {
    return new Sample(
        "salary",
        "Estimates the nine-month salary of a professor at a college in the United States, 2008-09.",
        "salaries",
        List.of(
            new CategoryFeature(
                "rank",
                List.of("AsstProf", "AssocProf", "Prof"),
                "Rank",
                "Assistant, associate or full professor"),
            new CategoryFeature(
                "discipline",
                List.of("A", "B"),
                "Discipline",
                "A for theoretical departments, B for applied departments"),
            NumberFeature.count(
                80, "years_since_phd", "years", "Years since PhD", "Years since the doctorate"),
            NumberFeature.count(
                80, "years_of_service", "years", "Years of service", "Years at this college"),
            new CategoryFeature("sex", List.of("Female", "Male"), "Sex", "As recorded in 2008")),
        new QuantityTarget("salary", "USD"),
        "rank",
        List.of(9L),
        network(),
        SalaryTraining::normalizer,
        60,
        16);
  }

  private static DataNormalization normalizer() {
    NormalizerStandardize normalizer = new NormalizerStandardize();
    normalizer.fitLabel(true);
    return normalizer;
  }

  private static MultiLayerConfiguration network() {
    return new NeuralNetConfiguration.Builder()
        .seed(42)
        .updater(new Adam(0.005))
        .l2(1e-2)
        .activation(Activation.TANH)
        .list()
        .layer(new DenseLayer.Builder().nIn(9).nOut(8).build())
        .layer(
            new OutputLayer.Builder(LossFunction.MSE)
                .nIn(8)
                .nOut(1)
                .activation(Activation.IDENTITY)
                .build())
        .build();
  }
}
