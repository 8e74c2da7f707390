package io.sluice.training;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.regularization.L2Regularization;
import org.nd4j.linalg.learning.regularization.Regularization;

/** Reads the descriptor's hyper-parameters off the recipe, so that they cannot drift from it. */
final class HyperParameters {

  private HyperParameters() {}

  /** The layers in order, then what governs their training. */
  static ObjectNode of(Sample sample) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    ArrayNode layers = node.putArray("layers");
    for (NeuralNetConfiguration conf : sample.network().getConfs()) {
      layers.add(layer(conf.getLayer()));
    }
    BaseLayer first = (BaseLayer) sample.network().getConf(0).getLayer();
    IUpdater updater = first.getIUpdater();
    node.put("updater", updater.getClass().getSimpleName().toLowerCase(Locale.ROOT));
    node.put("learningRate", updater.getLearningRate(0, 0));
    for (Regularization regularization : first.getRegularization()) {
      if (regularization instanceof L2Regularization l2) {
        node.put("l2", l2.getL2().valueAt(0, 0));
      }
    }
    node.put("epochs", sample.epochs()).put("batchSize", sample.batchSize());
    node.put("seed", sample.seed());
    return node.put("normalizer", sample.normalizer().get().getClass().getSimpleName());
  }

  private static ObjectNode layer(Layer layer) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("type", layer.getClass().getSimpleName());
    if (layer instanceof ConvolutionLayer convolution) {
      putAll(node.putArray("kernel"), convolution.getKernelSize());
      putAll(node.putArray("padding"), convolution.getPadding());
    }
    if (layer instanceof SubsamplingLayer pooling) {
      node.put("pooling", pooling.getPoolingType().name().toLowerCase(Locale.ROOT));
      putAll(node.putArray("kernel"), pooling.getKernelSize());
      putAll(node.putArray("stride"), pooling.getStride());
    }
    if (layer instanceof FeedForwardLayer feedForward) {
      node.put("inputs", feedForward.getNIn()).put("outputs", feedForward.getNOut());
      node.put("activation", feedForward.getActivationFn().toString());
    }
    if (layer instanceof BaseOutputLayer output) {
      node.put("loss", output.getLossFn().getClass().getSimpleName());
    }
    return node;
  }

  private static void putAll(ArrayNode array, int[] values) {
    for (int value : values) {
      array.add(value);
    }
  }
}
