package io.sluice.runtime;

import io.sluice.model.ModelArchive;
import io.sluice.model.TensorSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CacheMode;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes a network of a checked archive: {@code fromJson}, the number of parameters compared before
 * any memory is taken, then {@code init} with the archive's own. DL4J's {@code ModelSerializer} has
 * no part in it.
 */
public final class NetworkLoader {
  private static final String ONLY_INPUT = "input";
  private static final String ONLY_OUTPUT = "output";

  /**
   * Old configurations name no cache mode, and null is not none to a {@code
   * GravesBidirectionalLSTM}: every second call of {@code output} gets the answer of the last one,
   * or fails with "uses outdated workspace pointer".
   */
  private static final CacheMode NO_CACHE = CacheMode.NONE;

  private NetworkLoader() {}

  /**
   * Loads a network.
   *
   * @throws NetworkRejectedException if DL4J cannot make one of it
   */
  public static Network load(ModelArchive archive) throws NetworkRejectedException {
    try {
      NativeLibraries.load();
      return archive.kind() == ModelArchive.Kind.GRAPH ? graph(archive) : layers(archive);
    } catch (IOException | RuntimeException | LinkageError | StackOverflowError e) {
      throw new NetworkRejectedException(
          "Deeplearning4j cannot load it: " + NetworkRejectedException.reasonOf(e), e);
    }
  }

  private static Network layers(ModelArchive archive) throws IOException, NetworkRejectedException {
    MultiLayerConfiguration configuration =
        MultiLayerConfiguration.fromJson(archive.configuration());
    DataType type = typeOf(archive, configuration.getDataType());
    configuration.setDataType(type);
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    INDArray parameters = parameters(archive, ParameterCount.of(configuration));
    network.init(parameters, false);
    network.setCacheMode(NO_CACHE);
    Layer first = configuration.getConf(0).getLayer();
    InputPreProcessor before = configuration.getInputPreProcess(0);
    Layer last = configuration.getConf(configuration.getConfs().size() - 1).getLayer();
    return new Dl4jNetwork(
        network,
        List.of(spec(ONLY_INPUT, type, InputShapes.of(before, first))),
        List.of(ONLY_OUTPUT),
        List.of(OutputActivations.isSoftmax(last)),
        archive.normalizer(),
        type,
        inputs -> new INDArray[] {network.output(inputs[0])},
        parameters);
  }

  private static Network graph(ModelArchive archive) throws IOException, NetworkRejectedException {
    ComputationGraphConfiguration configuration =
        ComputationGraphConfiguration.fromJson(archive.configuration());
    DataType type = typeOf(archive, configuration.getDataType());
    configuration.setDataType(type);
    ComputationGraph network = new ComputationGraph(configuration);
    INDArray parameters = parameters(archive, ParameterCount.of(configuration));
    network.init(parameters, false);
    network.setCacheMode(NO_CACHE);
    GraphLayers layers = new GraphLayers(configuration);
    List<TensorSpec> inputs = new ArrayList<>();
    for (String name : configuration.getNetworkInputs()) {
      inputs.add(spec(name, type, layers.inputShape(name)));
    }
    List<Boolean> softmax =
        configuration.getNetworkOutputs().stream().map(layers::isSoftmax).toList();
    return new Dl4jNetwork(
        network,
        inputs,
        configuration.getNetworkOutputs(),
        softmax,
        archive.normalizer(),
        type,
        network::output,
        parameters);
  }

  /** The parameters decide: old configurations name no type, and their parameters are of any. */
  private static DataType typeOf(ModelArchive archive, DataType configured) {
    return archive.parameters() == null
        ? configured
        : NetworkArrays.typeOf(archive.parameters().type());
  }

  private static @Nullable INDArray parameters(ModelArchive archive, long wanted)
      throws NetworkRejectedException {
    long held = archive.parameters() == null ? 0 : archive.parameters().elements();
    if (held != wanted) {
      throw new NetworkRejectedException(
          "the configuration asks for %,d parameters, the archive holds %,d"
              .formatted(wanted, held));
    }
    return archive.parameters() == null ? null : NetworkArrays.rowVector(archive.parameters());
  }

  private static TensorSpec spec(String name, DataType type, @Nullable InputShapes shape) {
    return new TensorSpec(
        name,
        NetworkArrays.typeOf(type),
        shape == null ? List.of() : shape.axes(),
        shape == null ? "" : shape.layout(),
        false);
  }
}
