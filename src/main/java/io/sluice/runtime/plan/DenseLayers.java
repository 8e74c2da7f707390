package io.sluice.runtime.plan;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;

/** Layers of plain rows: {@code activation(x W + b)}. */
final class DenseLayers {
  private DenseLayers() {}

  static void register(LayerTranslations all) {
    all.add(DenseLayer.class, DenseLayers::dense);
    all.add(OutputLayer.class, DenseLayers::dense);
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
    return to.activate(layer.getActivationFn(), product(parameters, input, to.graph()));
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
