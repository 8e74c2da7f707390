package io.sluice.runtime.plan;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers of plain rows: {@code activation(x W + b)}. */
final class DenseLayers {
  /** DL4J has none, but makes 0 of what a variance of 0 would make no number. */
  private static final double LEAST_VARIANCE = 1e-30;

  private DenseLayers() {}

  static void register(LayerTranslations all) {
    all.add(DenseLayer.class, DenseLayers::dense);
    all.add(OutputLayer.class, DenseLayers::dense);
    all.add(CenterLossOutputLayer.class, DenseLayers::dense);
    all.add(AutoEncoder.class, DenseLayers::dense); // Its encoder is what it answers with.
    all.add(
        ActivationLayer.class,
        (layer, parameters, input, to) -> to.activate(layer.getActivationFn(), input));
    all.add(
        LossLayer.class,
        (layer, parameters, input, to) -> to.activate(layer.getActivationFn(), input));
    all.add(DropoutLayer.class, (layer, parameters, input, to) -> input);
  }

  private static Value dense(
      FeedForwardLayer layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    Value product =
        parameters.has(DefaultParamInitializer.GAIN_KEY)
            ? normalized(parameters, input, to.graph())
            : product(parameters, input, to.graph());
    return to.activate(layer.getActivationFn(), product);
  }

  /** {@code norm(x W) g + b}: each row of the product has the mean 0 and the deviation 1. */
  private static Value normalized(Parameters parameters, Value input, GraphBuilder graph)
      throws UntranslatableException {
    Value weights = graph.weights(parameters.get(DefaultParamInitializer.WEIGHT_KEY));
    List<Long> shape = List.of(input.axis(0), weights.axis(1));
    List<Value> operands = new ArrayList<>();
    operands.add(graph.node("MatMul", shape, List.of(input, weights)));
    operands.add(row(parameters, DefaultParamInitializer.GAIN_KEY, graph));
    if (parameters.has(DefaultParamInitializer.BIAS_KEY)) {
      operands.add(row(parameters, DefaultParamInitializer.BIAS_KEY, graph));
    }
    return graph.node(
        "LayerNormalization", shape, operands, Attributes.real("epsilon", LEAST_VARIANCE));
  }

  private static Value row(Parameters parameters, String key, GraphBuilder graph)
      throws UntranslatableException {
    INDArray array = parameters.get(key);
    return graph.weights(array.reshape(array.length()));
  }

  /** {@code x W + b}, or {@code x W} for a layer without a bias; x is [rows, nIn]. */
  static Value product(Parameters parameters, Value input, GraphBuilder graph)
      throws UntranslatableException {
    Value weights = graph.weights(parameters.get(DefaultParamInitializer.WEIGHT_KEY));
    List<Long> shape = List.of(input.axis(0), weights.axis(1));
    if (!parameters.has(DefaultParamInitializer.BIAS_KEY)) {
      return graph.node("MatMul", shape, List.of(input, weights));
    }
    Value bias = graph.weights(parameters.get(DefaultParamInitializer.BIAS_KEY));
    return graph.node("Gemm", shape, List.of(input, weights, bias));
  }
}
