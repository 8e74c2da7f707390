package io.sluice.runtime.plan;

import org.deeplearning4j.nn.conf.layers.BaseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.weightnoise.DropConnect;
import org.deeplearning4j.nn.conf.weightnoise.IWeightNoise;
import org.deeplearning4j.nn.conf.weightnoise.WeightNoise;

/**
 * Noise on weights is for training, but DL4J draws that on biases at inference too: such a network
 * gives another answer each time, and no plan can be compared with it.
 */
final class InferenceNoise {
  private InferenceNoise() {}

  /**
   * @throws UntranslatableException if a layer's answer is random
   */
  static void refuse(Layer layer) throws UntranslatableException {
    IWeightNoise noise = layer instanceof BaseLayer base ? base.getWeightNoise() : null;
    boolean silent =
        noise == null
            || (noise instanceof DropConnect drop && !drop.isApplyToBiases())
            || (noise instanceof WeightNoise weight && !weight.isApplyToBias());
    if (!silent) {
      throw new UntranslatableException(
          "a layer of the kind %s has weight noise that DL4J draws at inference too"
              .formatted(layer.getClass().getSimpleName()));
    }
  }
}
