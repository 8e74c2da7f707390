package io.sluice.testing;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.runtime.Archives;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Further versions of the sample {@code iris}: networks of its shape, each with other weights. */
public final class IrisVersions {
  private static final ObjectMapper JSON = new ObjectMapper();

  private IrisVersions() {}

  /** The archive of a network whose weights follow from a seed. */
  public static byte[] archive(int seed) {
    return archive(seed, 16);
  }

  /**
   * The same of another size.
   *
   * @param width units of the hidden layer; some 32 bytes of archive each
   */
  public static byte[] archive(int seed, int width) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(seed)
                .list()
                .layer(
                    new DenseLayer.Builder().nIn(4).nOut(width).activation(Activation.TANH).build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(width)
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build());
    network.init();
    try {
      Path file = Files.createTempFile("iris", ".zip");
      Archives.write(file, network);
      byte[] bytes = Files.readAllBytes(file);
      Files.delete(file);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The sample's own archive. */
  public static byte[] sample() {
    return read("model.zip");
  }

  /** The sample's descriptor under another number, without what only its own weights answer. */
  public static String descriptor(int version) {
    ObjectNode descriptor = tree();
    descriptor.put("version", Integer.toString(version));
    return descriptor.toString();
  }

  /** The descriptor of a version that callers of the sample would trip over: a label is gone. */
  public static String breakingDescriptor(int version) {
    ObjectNode descriptor = tree();
    descriptor.put("version", Integer.toString(version));
    ((ObjectNode) descriptor.at("/inputs/0")).put("name", "sepal");
    return descriptor.toString();
  }

  /** The descriptor of a version of another model, of the same kind. */
  public static String descriptor(String model, int version) {
    ObjectNode descriptor = tree();
    descriptor.put("name", model);
    descriptor.put("version", Integer.toString(version));
    descriptor.put("operation", "predict_" + model);
    return descriptor.toString();
  }

  /**
   * The descriptor of a version that asks for a gate.
   *
   * @param dataset the name of its data set; null if it names none
   */
  public static String gatedDescriptor(int version, @Nullable String dataset, String... limits) {
    ObjectNode descriptor = tree();
    descriptor.put("version", Integer.toString(version));
    ObjectNode gate = descriptor.putObject("gate");
    if (dataset != null) {
      gate.put("dataset", dataset);
    }
    ArrayNode texts = gate.putArray("limits");
    Stream.of(limits).forEach(texts::add);
    return descriptor.toString();
  }

  /** The descriptor of a version that promises an answer that it will not give. */
  public static String untrueDescriptor(int version) {
    ObjectNode descriptor = tree();
    descriptor.put("version", Integer.toString(version));
    ObjectNode golden = descriptor.putArray("golden").addObject();
    ObjectNode instance = golden.putObject("instance");
    for (String field :
        new String[] {"sepal_length", "sepal_width", "petal_length", "petal_width"}) {
      instance.put(field, 1);
    }
    ObjectNode prediction = golden.putObject("prediction");
    prediction.put("label", "setosa").put("probability", 0.999);
    prediction
        .putObject("probabilities")
        .put("setosa", 0.999)
        .put("versicolor", 0.0005)
        .put("virginica", 0.0005);
    return descriptor.toString();
  }

  private static ObjectNode tree() {
    try {
      ObjectNode descriptor =
          (ObjectNode) JSON.readTree(new String(read("model.json"), StandardCharsets.UTF_8));
      descriptor.remove("golden");
      return descriptor;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] read(String file) {
    try {
      return Files.readAllBytes(TestPaths.basedir().resolve("models/iris/1").resolve(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
