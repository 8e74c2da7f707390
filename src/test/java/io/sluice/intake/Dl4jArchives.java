package io.sluice.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.preprocessor.Normalizer;
import org.nd4j.linalg.dataset.api.preprocessor.NormalizerStandardize;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks of DL4J's and the archives that its own serialiser makes of them. */
final class Dl4jArchives {
  private Dl4jArchives() {}

  static MultiLayerNetwork mlp(DataType type) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .dataType(type)
                .list()
                .layer(new DenseLayer.Builder().nIn(4).nOut(5).activation(Activation.TANH).build())
                .layer(new OutputLayer.Builder(LossFunction.MCXENT).nIn(5).nOut(3).build())
                .build());
    network.init();
    return network;
  }

  static MultiLayerNetwork convolution() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(2).build())
                .layer(new BatchNormalization())
                .layer(new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build())
                .layer(new OutputLayer.Builder().nOut(2).build())
                .setInputType(InputType.convolutional(8, 8, 1))
                .build());
    network.init();
    return network;
  }

  static MultiLayerNetwork recurrent() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .list()
                .layer(new LSTM.Builder().nIn(3).nOut(4).build())
                .layer(new RnnOutputLayer.Builder(LossFunction.MCXENT).nIn(4).nOut(2).build())
                .build());
    network.init();
    return network;
  }

  static ComputationGraph graph() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .graphBuilder()
                .addInputs("left", "right")
                .addLayer("a", new DenseLayer.Builder().nIn(2).nOut(3).build(), "left")
                .addLayer("b", new DenseLayer.Builder().nIn(3).nOut(2).build(), "right")
                .addVertex("merged", new MergeVertex(), "a", "b")
                .addLayer("out", new OutputLayer.Builder().nIn(5).nOut(2).build(), "merged")
                .setOutputs("out")
                .build());
    graph.init();
    return graph;
  }

  static MultiLayerNetwork withoutParameters() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new ActivationLayer(Activation.RELU))
                .layer(new LossLayer.Builder(LossFunction.MSE).build())
                .build());
    network.init();
    return network;
  }

  static NormalizerStandardize standardizer() {
    NormalizerStandardize normalizer = new NormalizerStandardize();
    normalizer.fitLabel(true);
    normalizer.fit(
        new DataSet(
            Nd4j.create(new float[][] {{1, 2, 3, 4}, {2, 4, 6, 5}, {3, 9, 1, 6}}),
            Nd4j.create(new float[][] {{10, 20, 30}, {20, 10, 15}, {0, 5, 60}})));
    return normalizer;
  }

  static byte[] write(Model model, boolean updater, @Nullable Normalizer<?> normalizer) {
    try {
      Path file = Files.createTempFile("archive", ".zip");
      try {
        ModelSerializer.writeModel(model, file.toFile(), updater);
        if (normalizer != null) {
          // writeModel with a normaliser closes its stream twice, which commons-io no longer
          // allows.
          ModelSerializer.addNormalizerToModel(file.toFile(), normalizer);
        }
        return Files.readAllBytes(file);
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
