package io.sluice.testing;

import io.sluice.runtime.Archives;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Untrained graphs of the shapes that single rows of numbers are not. */
public final class Graphs {
  private Graphs() {}

  /**
   * Puts version 1 of each into a folder: {@code pair} takes {@code left} [3] and {@code right} [2]
   * and gives the classes {@code kind} and the tensor {@code size} [1]; {@code series} takes {@code
   * steps} [3,-1] and gives {@code output} [2,-1]; {@code picture} takes {@code pixels} [1,6,6] and
   * gives the classes {@code output}.
   */
  public static void write(Path models) {
    write(models, "pair", pair());
    write(models, "series", series());
    write(models, "picture", picture());
  }

  private static GraphBuilder pair() {
    return builder()
        .addInputs("left", "right")
        .addLayer("a", new DenseLayer.Builder().nIn(3).nOut(4).build(), "left")
        .addLayer("b", new DenseLayer.Builder().nIn(2).nOut(4).build(), "right")
        .addVertex("both", new MergeVertex(), "a", "b")
        .addLayer("kind", softmax(8), "both")
        .addLayer(
            "size",
            new OutputLayer.Builder(LossFunction.MSE)
                .nIn(8)
                .nOut(1)
                .activation(Activation.IDENTITY)
                .build(),
            "both")
        .setOutputs("kind", "size");
  }

  private static GraphBuilder series() {
    return builder()
        .addInputs("steps")
        .setInputTypes(InputType.recurrent(3))
        .addLayer("lstm", new LSTM.Builder().nIn(3).nOut(4).build(), "steps")
        .addLayer(
            "output",
            new RnnOutputLayer.Builder(LossFunction.MSE)
                .nIn(4)
                .nOut(2)
                .activation(Activation.IDENTITY)
                .build(),
            "lstm")
        .setOutputs("output");
  }

  private static GraphBuilder picture() {
    return builder()
        .addInputs("pixels")
        .setInputTypes(InputType.convolutional(6, 6, 1))
        .addLayer("conv", new ConvolutionLayer.Builder(3, 3).nIn(1).nOut(2).build(), "pixels")
        .addLayer("output", softmax(32), "conv")
        .setOutputs("output");
  }

  private static GraphBuilder builder() {
    return new NeuralNetConfiguration.Builder().seed(7).graphBuilder();
  }

  private static OutputLayer softmax(int inputs) {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nIn(inputs)
        .nOut(3)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static void write(Path models, String model, GraphBuilder configuration) {
    ComputationGraph graph = new ComputationGraph(configuration.build());
    graph.init();
    try {
      Path folder = Files.createDirectories(models.resolve(model).resolve("1"));
      Archives.write(folder.resolve("model.zip"), graph);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
