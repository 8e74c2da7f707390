package io.sluice.openinference;

import static io.sluice.openinference.Served.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.deployment.Residencies;
import io.sluice.registry.ModelRegistry;
import io.sluice.runtime.Archives;
import io.sluice.testing.ServletClient.Answer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Real networks of the shapes that protocols of tensors are for: several inputs and outputs,
 * sequences of variable length, images. What they answer is Deeplearning4j's own output.
 */
final class NetworksConformanceTest {
  @TempDir private static Path models;
  @TempDir private static Path data;
  private static Residencies residencies;
  private static Served served;
  private static ComputationGraph graph;
  private static MultiLayerNetwork sequence;
  private static MultiLayerNetwork image;

  @BeforeAll
  static void boot() throws IOException {
    graph = graph();
    sequence = sequence();
    image = image();
    write("graph", graph);
    // Deeplearning4j keeps no shape of inputs that only meet behind a vertex.
    Files.writeString(
        models.resolve("graph/1/model.json"),
        """
        {"name":"graph","version":"1","task":"tensor","operation":"predict_graph",
         "inputs":[{"name":"left","type":"tensor","datatype":"FP32","shape":[3]},
                   {"name":"right","type":"tensor","datatype":"FP32","shape":[2]}],
         "outputs":[{"name":"kind","type":"tensor","datatype":"FP32","shape":[3]},
                    {"name":"value","type":"tensor","datatype":"FP32","shape":[1]}]}
        """);
    write("sequence", sequence);
    write("picture", image);
    ModelRegistry registry = new ModelRegistry(published -> {}, retired -> {});
    residencies = new Residencies(registry, models, data);
    served = new Served(registry, residencies.residency());
  }

  @AfterAll
  static void stop() {
    residencies.close();
  }

  @Test
  void infer_graphOfTwoInputsAndOutputs_givesBoth() {
    assertThat(served.client().get("/v2/models/graph").body())
        .contains(
            "{\"name\":\"left\",\"datatype\":\"FP32\",\"shape\":[-1,3]}",
            "{\"name\":\"right\",\"datatype\":\"FP32\",\"shape\":[-1,2]}");
    INDArray left = random(4, 3);
    INDArray right = random(4, 2);

    check("graph", List.of(left, right), List.of(graph.output(left, right)));
  }

  @Test
  void infer_sequences_haveAnyLength() {
    for (int length : new int[] {1, 5, 9}) {
      INDArray in = random(2, 3, length);
      check("sequence", List.of(in), List.of(sequence.output(in)));
    }
    assertThat(json(served.client().get("/v2/models/sequence")).at("/inputs/0/shape").toString())
        .isEqualTo("[-1,3,-1]");
  }

  @Test
  void infer_images_keepTheirAxes() {
    INDArray in = random(3, 1, 6, 6);

    check("picture", List.of(in), List.of(image.output(in)));
  }

  /** Infers in JSON and in bytes. */
  private static void check(String model, List<INDArray> inputs, List<INDArray> outputs) {
    JsonNode metadata = json(served.client().get("/v2/models/" + model));
    JsonNode answer =
        served.infer(
            model,
            request(
                metadata,
                inputs,
                index -> "\"data\":" + Arrays.toString(values(inputs.get(index))),
                false));
    byte[][] blobs =
        inputs.stream().map(input -> Binary.floats(values(input))).toArray(byte[][]::new);
    String json = request(metadata, inputs, index -> size(inputs.get(index)), true);
    Answer binary =
        served
            .client()
            .send(
                "POST",
                "/v2/models/" + model + "/infer",
                Binary.body(json, blobs),
                Binary.headers(json));
    assertThat(binary.status()).as(binary.toString()).isEqualTo(200);
    ByteBuffer bytes = ByteBuffer.wrap(Binary.blob(binary)).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < outputs.size(); i++) {
      JsonNode output = answer.at("/outputs/" + i);
      assertThat(output.path("shape").toString())
          .isEqualTo(Arrays.toString(outputs.get(i).shape()).replace(" ", ""));
      float[] expected = values(outputs.get(i));
      for (int at = 0; at < expected.length; at++) {
        assertThat(output.path("data").path(at).floatValue())
            .isEqualTo(expected[at], within(1e-5f));
        assertThat(bytes.getFloat()).isEqualTo(output.path("data").path(at).floatValue());
      }
    }
    assertThat(bytes.hasRemaining()).isFalse();
  }

  private interface Member {
    String of(int index);
  }

  private static String size(INDArray input) {
    return "\"parameters\":{\"binary_data_size\":" + 4 * input.length() + "}";
  }

  private static String request(
      JsonNode metadata, List<INDArray> inputs, Member member, boolean binary) {
    return IntStream.range(0, inputs.size())
        .mapToObj(
            index ->
                "{\"name\":%s,\"shape\":%s,\"datatype\":\"FP32\",%s}"
                    .formatted(
                        metadata.at("/inputs/" + index + "/name"),
                        Arrays.toString(inputs.get(index).shape()),
                        member.of(index)))
        .collect(
            Collectors.joining(
                ",", "{\"parameters\":{\"binary_data_output\":" + binary + "},\"inputs\":[", "]}"));
  }

  private static float[] values(INDArray array) {
    return array.dup('c').data().asFloat();
  }

  private static INDArray random(int... shape) {
    Random random = new Random(7);
    float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() * 2 - 1;
    }
    return Nd4j.create(values, shape, 'c');
  }

  private static void write(String model, Model network) throws IOException {
    Path folder = Files.createDirectories(models.resolve(model).resolve("1"));
    Archives.write(folder.resolve("model.zip"), network);
  }

  private static ComputationGraph graph() {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .graphBuilder()
                .addInputs("left", "right")
                .setInputTypes(InputType.feedForward(3), InputType.feedForward(2))
                .addLayer(
                    "dense",
                    new DenseLayer.Builder().nOut(5).activation(Activation.TANH).build(),
                    "left",
                    "right")
                .addLayer(
                    "kind",
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build(),
                    "dense")
                .addLayer(
                    "value",
                    new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(1)
                        .activation(Activation.IDENTITY)
                        .build(),
                    "dense")
                .setOutputs("kind", "value")
                .build());
    network.init();
    return network;
  }

  private static MultiLayerNetwork sequence() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(2)
                .list()
                .layer(new LSTM.Builder().nIn(3).nOut(4).activation(Activation.TANH).build())
                .layer(
                    new RnnOutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(4)
                        .nOut(2)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
    network.init();
    return network;
  }

  private static MultiLayerNetwork image() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .list()
                .layer(
                    new ConvolutionLayer.Builder(3, 3).nOut(2).activation(Activation.RELU).build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(4)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(6, 6, 1))
                .build());
    network.init();
    return network;
  }
}
