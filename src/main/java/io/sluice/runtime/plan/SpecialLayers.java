package io.sluice.runtime.plan;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.deeplearning4j.nn.params.PReLUParamInitializer;
import org.deeplearning4j.nn.params.VariationalAutoencoderParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Layers around another one, and layers of rows that are more or less than a product. */
final class SpecialLayers {
  private SpecialLayers() {}

  static void register(LayerTranslations all) {
    all.add(
        FrozenLayer.class,
        (layer, parameters, input, to) -> to.layer(layer.getLayer(), parameters, input));
    all.add(
        FrozenLayerWithBackprop.class,
        (layer, parameters, input, to) -> to.layer(layer.getUnderlying(), parameters, input));
    all.add(
        PReLULayer.class,
        (layer, parameters, input, to) ->
            RectifierActivations.parametric(
                parameters.get(PReLUParamInitializer.WEIGHT_KEY), input, to.graph()));
    all.add(ElementWiseMultiplicationLayer.class, SpecialLayers::scaled);
    all.add(VariationalAutoencoder.class, SpecialLayers::encoded);
  }

  /** {@code activation(x * w + b)}, a weight for each column. */
  private static Value scaled(
      ElementWiseMultiplicationLayer layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    GraphBuilder graph = to.graph();
    Value weights = row(parameters.get(DefaultParamInitializer.WEIGHT_KEY), graph);
    Value bias = row(parameters.get(DefaultParamInitializer.BIAS_KEY), graph);
    Value product = graph.node("Mul", input.shape(), List.of(input, weights));
    Value sum = graph.node("Add", input.shape(), List.of(product, bias));
    return to.activate(layer.getActivationFn(), sum);
  }

  /** The mean of p(z|x): the encoder's layers, then one of another activation. */
  private static Value encoded(
      VariationalAutoencoder layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    Value value = input;
    for (int i = 0; i < layer.getEncoderLayerSizes().length; i++) {
      Parameters own = parameters.under(VariationalAutoencoderParamInitializer.ENCODER_PREFIX + i);
      value = to.activate(layer.getActivationFn(), DenseLayers.product(own, value, to.graph()));
    }
    Parameters mean = parameters.under(VariationalAutoencoderParamInitializer.PZX_MEAN_PREFIX);
    return to.activate(layer.getPzxActivationFn(), DenseLayers.product(mean, value, to.graph()));
  }

  private static Value row(INDArray array, GraphBuilder graph) {
    return graph.weights(array.reshape(array.length()));
  }
}
