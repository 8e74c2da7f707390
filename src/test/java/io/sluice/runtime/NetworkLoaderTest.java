package io.sluice.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.sluice.model.Datatype;
import io.sluice.model.ModelArchive;
import io.sluice.model.Tensor;
import io.sluice.model.TensorSpec;
import io.sluice.model.TimeSource;
import io.sluice.runtime.NetworkProbe.Findings;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.Pointer;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks of each kind of input: what is loaded must compute what DL4J's own network computes. */
class NetworkLoaderTest {
  private static final int ROWS = 3;

  @Test
  void load_denseLayers_tellTheirShapesAndCompute() throws Exception {
    MultiLayerNetwork original = dense(DataType.FLOAT);

    Findings found = assertSame(original, Archives.of(original), 5);

    assertThat(found.inputs()).containsExactly(spec("input", Datatype.FP32, "", false, 5));
    assertThat(found.outputs()).containsExactly(spec("output", Datatype.FP32, "", true, 2));
  }

  @Test
  void load_doubleParameters_computeInDouble() throws Exception {
    MultiLayerNetwork original = dense(DataType.DOUBLE);

    Findings found = assertSame(original, Archives.of(original), 5);

    assertThat(found.inputs().get(0).datatype()).isEqualTo(Datatype.FP64);
  }

  @Test
  void load_convolutionOverFixedImages_findsTheImageSize() throws Exception {
    MultiLayerNetwork original =
        init(
            builder()
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).build())
                .layer(new BatchNormalization())
                .layer(new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build())
                .layer(softmax(3))
                .setInputType(InputType.convolutional(10, 10, 2))
                .build());

    Findings found = assertSame(original, Archives.of(original), 2, 10, 10);

    assertThat(found.inputs())
        .containsExactly(spec("input", Datatype.FP32, "NCHW", false, 2, 10, 10));
    assertThat(found.outputs().get(0).shape()).containsExactly(3);
  }

  @Test
  void load_channelsLastImages_keepTheirLayout() throws Exception {
    MultiLayerNetwork original =
        init(
            builder()
                .list()
                .layer(
                    new ConvolutionLayer.Builder(3, 3).nOut(4).dataFormat(CNN2DFormat.NHWC).build())
                .layer(new GlobalPoolingLayer())
                .layer(softmax(3))
                .setInputType(InputType.convolutional(10, 10, 2, CNN2DFormat.NHWC))
                .build());

    Findings found = assertSame(original, Archives.of(original), 9, 9, 2);

    assertThat(found.inputs())
        .containsExactly(spec("input", Datatype.FP32, "NHWC", false, -1, -1, 2));
  }

  @Test
  void load_flatImages_takeAPlainRow() throws Exception {
    MultiLayerNetwork original =
        init(
            builder()
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(4).build())
                .layer(softmax(3))
                .setInputType(InputType.convolutionalFlat(6, 6, 1))
                .build());

    Findings found = assertSame(original, Archives.of(original), 36);

    assertThat(found.inputs().get(0).shape()).containsExactly(36);
  }

  @Test
  void load_recurrentLayers_leaveTheLengthFree() throws Exception {
    MultiLayerNetwork original =
        init(
            builder()
                .list()
                .layer(new LSTM.Builder().nIn(4).nOut(6).build())
                .layer(
                    new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(6)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());

    Findings found = assertSame(original, Archives.of(original), 4, 7);

    assertThat(found.inputs()).containsExactly(spec("input", Datatype.FP32, "NCW", false, 4, -1));
    assertThat(found.outputs()).containsExactly(spec("output", Datatype.FP32, "", true, 2, -1));
  }

  // An old configuration says nothing of a cache; DL4J then gives a batch the last one's answer.
  @Test
  @SuppressWarnings("deprecation") // For new networks; the old ones that have it must still run.
  void infer_bidirectionalLayerOfAnOldConfiguration_answersEachBatchAnew() throws Exception {
    MultiLayerNetwork original =
        init(
            builder()
                .list()
                .layer(new GravesBidirectionalLSTM.Builder().nIn(2).nOut(3).build())
                .layer(
                    new RnnOutputLayer.Builder(LossFunction.MSE)
                        .nIn(3)
                        .nOut(2)
                        .activation(Activation.IDENTITY)
                        .build())
                .build());
    original.getLayerWiseConfigurations().getConfs().forEach(conf -> conf.setCacheMode(null));
    Network network = NetworkLoader.load(Archives.of(original));
    Tensor first = Tensor.of(new float[] {1, 2, 3, 4}, 1, 2, 2);
    Tensor second = Tensor.of(new float[] {4, 3, 2, 1, 0, 1, 2, 3}, 2, 2, 2);

    Tensor alone = network.infer(List.of(first)).get(0);

    assertThat(network.infer(List.of(second)).get(0).shape()).containsExactly(2, 2, 2);
    assertThat(network.infer(List.of(first)).get(0).values()).isEqualTo(alone.values());
    assertThat(network.infer(List.of(second)).get(0).values()).isNotEqualTo(alone.values());
    network.close();
  }

  @Test
  void load_graphWithTwoInputsAndOutputs_keepsTheirOrder() throws Exception {
    ComputationGraph original =
        new ComputationGraph(
            builder()
                .graphBuilder()
                .addInputs("left", "right")
                .addLayer("a", new DenseLayer.Builder().nIn(3).nOut(4).build(), "left")
                .addLayer("b", new DenseLayer.Builder().nIn(2).nOut(4).build(), "right")
                .addVertex("both", new MergeVertex(), "a", "b")
                .addLayer("kind", softmax(8, 3), "both")
                .addLayer(
                    "size",
                    new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(8)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build(),
                    "both")
                .setOutputs("kind", "size")
                .build());
    original.init();
    Network network = NetworkLoader.load(Archives.of(original));
    List<Tensor> batch = List.of(random(1, ROWS, 3), random(2, ROWS, 2));

    Findings found = new NetworkProbe(network, TimeSource.SYSTEM).probe(network.inputs());

    assertThat(found.inputs().stream().map(TensorSpec::name)).containsExactly("left", "right");
    assertThat(found.outputs())
        .containsExactly(
            spec("kind", Datatype.FP32, "", true, 3), spec("size", Datatype.FP32, "", false, 1));
    INDArray[] expected = original.output(array(batch.get(0)), array(batch.get(1)));
    List<Tensor> answers = network.infer(batch);
    for (int i = 0; i < expected.length; i++) {
      assertThat(answers.get(i).values())
          .containsExactly(expected[i].data().asFloat(), within(1e-6f));
    }
    network.close();
  }

  @Test
  void load_parametersOfAnotherNetwork_saysHowManyAreWanted() {
    MultiLayerNetwork original = dense(DataType.FLOAT);
    ModelArchive archive =
        Archives.of(original.getLayerWiseConfigurations().toJson(), Nd4j.ones(1, 7), null);

    assertThatThrownBy(() -> NetworkLoader.load(archive))
        .isInstanceOf(NetworkRejectedException.class)
        .hasMessage("the configuration asks for 34 parameters, the archive holds 7");
  }

  @Test
  void infer_manyTimes_keepsNativeMemory() throws Exception {
    MultiLayerNetwork original = dense(DataType.FLOAT);
    Network network = NetworkLoader.load(Archives.of(original));
    Tensor big = random(3, 20_000, 5);
    network.infer(List.of(big));
    long before = Pointer.physicalBytes();

    for (int i = 0; i < 300; i++) {
      network.infer(List.of(big));
    }

    // What is not given back at once would be 300 times 400 KB in and 160 KB out.
    assertThat(Pointer.physicalBytes() - before).isLessThan(100L << 20);
    network.close();
  }

  private static Findings assertSame(MultiLayerNetwork original, ModelArchive archive, int... row)
      throws Exception {
    Network network = NetworkLoader.load(archive);
    Findings found = new NetworkProbe(network, TimeSource.SYSTEM).probe(network.inputs());
    Tensor batch = random(7, IntStream.concat(IntStream.of(ROWS), IntStream.of(row)).toArray());

    Tensor answer = network.infer(List.of(batch)).get(0);

    INDArray expected = original.output(array(batch));
    assertThat(answer.shape())
        .containsExactly(
            IntStream.range(0, expected.rank()).map(i -> (int) expected.size(i)).toArray());
    assertThat(answer.values()).containsExactly(expected.dup('c').data().asFloat(), within(1e-6f));
    network.close();
    return found;
  }

  private static MultiLayerNetwork dense(DataType type) {
    return init(
        builder()
            .dataType(type)
            .list()
            .layer(new DenseLayer.Builder().nIn(5).nOut(4).build())
            .layer(softmax(4, 2))
            .build());
  }

  private static OutputLayer softmax(int outputs) {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(outputs)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static OutputLayer softmax(int inputs, int outputs) {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nIn(inputs)
        .nOut(outputs)
        .activation(Activation.SOFTMAX)
        .build();
  }

  private static NeuralNetConfiguration.Builder builder() {
    return new NeuralNetConfiguration.Builder().seed(11).activation(Activation.TANH);
  }

  private static MultiLayerNetwork init(MultiLayerConfiguration configuration) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  private static Tensor random(int seed, int... shape) {
    Random random = new Random(seed);
    float[] values = new float[IntStream.of(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return Tensor.of(values, shape);
  }

  private static INDArray array(Tensor tensor) {
    return Nd4j.create(tensor.values(), IntStream.of(tensor.shape()).asLongStream().toArray(), 'c');
  }

  private static TensorSpec spec(
      String name, Datatype type, String layout, boolean softmax, int... shape) {
    List<Integer> axes = new ArrayList<>();
    IntStream.of(shape).forEach(axes::add);
    return new TensorSpec(name, type, axes, layout, softmax);
  }
}
