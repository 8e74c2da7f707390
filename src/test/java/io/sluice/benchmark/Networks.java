package io.sluice.benchmark;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Untrained networks of known shapes, with seeded weights: what speed needs and no more. */
final class Networks {
  private static final long SEED = 7;
  private static final int SIDE = 28;
  private static final int CLASSES = 10;
  private static final int[] STAGES = {64, 128, 256};
  private static final int BLOCKS = 2;

  private Networks() {}

  /** Dense 784-256-128-10. */
  static MultiLayerNetwork mlp() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            builder()
                .list()
                .layer(new DenseLayer.Builder().nIn(SIDE * SIDE).nOut(256).build())
                .layer(new DenseLayer.Builder().nOut(128).build())
                .layer(softmax())
                .setInputType(InputType.feedForward(SIDE * SIDE))
                .build());
    network.init();
    return network;
  }

  /** LeNet as DL4J's examples have it: 20 and 50 filters, 500 hidden units. */
  static MultiLayerNetwork lenet() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            builder()
                .list()
                .layer(new ConvolutionLayer.Builder(5, 5).nOut(20).build())
                .layer(new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build())
                .layer(new ConvolutionLayer.Builder(5, 5).nOut(50).build())
                .layer(new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build())
                .layer(new DenseLayer.Builder().nOut(500).build())
                .layer(softmax())
                .setInputType(InputType.convolutional(SIDE, SIDE, 1))
                .build());
    network.init();
    return network;
  }

  /**
   * A residual network (He et al., 2015): the first three stages of ResNet-18, blocks of two 3x3
   * convolutions, batch normalisation after each, and a sum around each block.
   */
  static ComputationGraph resnet() {
    GraphBuilder graph =
        builder()
            .graphBuilder()
            .addInputs("image")
            .setInputTypes(InputType.convolutional(SIDE, SIDE, 1));
    String last = convolution(graph, "stem", "image", STAGES[0], 3, 1, Activation.RELU);
    for (int stage = 0; stage < STAGES.length; stage++) {
      for (int block = 0; block < BLOCKS; block++) {
        int stride = stage > 0 && block == 0 ? 2 : 1;
        last = block(graph, "s" + stage + "b" + block, last, STAGES[stage], stride);
      }
    }
    graph.addLayer("pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), last);
    graph.addLayer("digit", softmax(), "pool");
    ComputationGraph network = new ComputationGraph(graph.setOutputs("digit").build());
    network.init();
    return network;
  }

  private static String block(GraphBuilder graph, String name, String from, int width, int stride) {
    String first = convolution(graph, name + "x", from, width, 3, stride, Activation.RELU);
    String second = convolution(graph, name + "y", first, width, 3, 1, Activation.IDENTITY);
    String around =
        stride == 1
            ? from
            : convolution(graph, name + "z", from, width, 1, stride, Activation.IDENTITY);
    graph.addVertex(name + "sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), second, around);
    graph.addLayer(
        name + "out",
        new ActivationLayer.Builder().activation(Activation.RELU).build(),
        name + "sum");
    return name + "out";
  }

  private static String convolution(
      GraphBuilder graph,
      String name,
      String from,
      int width,
      int kernel,
      int stride,
      Activation activation) {
    graph.addLayer(
        name + "conv",
        new ConvolutionLayer.Builder(kernel, kernel)
            .stride(stride, stride)
            .nOut(width)
            .hasBias(false)
            .convolutionMode(ConvolutionMode.Same)
            .activation(Activation.IDENTITY)
            .build(),
        from);
    graph.addLayer(
        name + "norm",
        new BatchNormalization.Builder().activation(activation).build(),
        name + "conv");
    return name + "norm";
  }

  private static OutputLayer softmax() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(CLASSES)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static NeuralNetConfiguration.Builder builder() {
    return new NeuralNetConfiguration.Builder()
        .seed(SEED)
        .weightInit(WeightInit.XAVIER)
        .activation(Activation.RELU);
  }
}
