package io.sluice.runtime;

import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/** What the last layer of a network does to its values. */
final class OutputActivations {
  private OutputActivations() {}

  /** Whether a layer ends in a softmax. */
  static boolean isSoftmax(Layer layer) {
    return activation(layer) instanceof ActivationSoftmax;
  }

  private static @Nullable IActivation activation(Layer layer) {
    if (layer instanceof FrozenLayer frozen) {
      return activation(frozen.getLayer());
    }
    if (layer instanceof FrozenLayerWithBackprop frozen) {
      return activation(frozen.getUnderlying());
    }
    if (layer instanceof ActivationLayer activation) {
      return activation.getActivationFn();
    }
    return layer instanceof BaseLayer base ? base.getActivationFn() : null;
  }
}
