package io.sluice.training;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerMinMaxScaler;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Handwritten digits of 8 by 8 pixels: a convolutional classification over a tensor. */
final class DigitsTraining {

  private DigitsTraining() {}

  static Sample sample() {
    return new Sample(
        "digits",
        "Reads a handwritten digit from a grey image of 8 by 8 pixels.",
        "digits",
        List.of(
            new ImageFeature(
                "image", 8, 8, 16, "Image", "Ink in each pixel, from 0 (none) to 16 (full)")),
        new ClassTarget(
            "digit", IntStream.range(0, 10).mapToObj(Integer::toString).toList(), Optional.empty()),
        "digit",
        List.of(1L, 8L, 8L),
        network(),
        NormalizerMinMaxScaler::new,
        15,
        32);
  }

  private static MultiLayerConfiguration network() {
    return new NeuralNetConfiguration.Builder()
        .seed(42)
        .updater(new Adam(0.002))
        .l2(1e-4)
        .activation(Activation.RELU)
        .list()
        .layer(new ConvolutionLayer.Builder(3, 3).padding(1, 1).nOut(16).build())
        .layer(new ConvolutionLayer.Builder(3, 3).padding(1, 1).nOut(32).build())
        .layer(
            new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                .kernelSize(2, 2)
                .stride(2, 2)
                .build())
        .layer(new DenseLayer.Builder().nOut(64).build())
        .layer(
            new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(10)
                .activation(Activation.SOFTMAX)
                .build())
        .setInputType(InputType.convolutional(8, 8, 1))
        .build();
  }
}
