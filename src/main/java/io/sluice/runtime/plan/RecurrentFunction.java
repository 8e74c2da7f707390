package io.sluice.runtime.plan;

import java.util.List;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;

/**
 * An activation function by the name that recurrent operators of ONNX know it under.
 *
 * @param alpha its first number, if it has any
 * @param beta its second number, if it has any
 */
record RecurrentFunction(String name, List<Float> alpha, List<Float> beta) {
  RecurrentFunction {
    alpha = List.copyOf(alpha);
    beta = List.copyOf(beta);
  }

  /**
   * @throws UntranslatableException if ONNX's recurrent operators do not know the function
   */
  static RecurrentFunction of(IActivation activation) throws UntranslatableException {
    if (activation instanceof ActivationSigmoid) {
      return new RecurrentFunction("Sigmoid", List.of(), List.of());
    }
    if (activation instanceof ActivationTanH) {
      return new RecurrentFunction("Tanh", List.of(), List.of());
    }
    if (activation instanceof ActivationSoftSign) {
      return new RecurrentFunction("Softsign", List.of(), List.of());
    }
    if (activation instanceof ActivationHardSigmoid) {
      return new RecurrentFunction("HardSigmoid", List.of(0.2f), List.of(0.5f));
    }
    if (activation instanceof ActivationIdentity) {
      return new RecurrentFunction("Affine", List.of(1f), List.of(0f));
    }
    if (activation instanceof ActivationLReLU leaky) {
      return new RecurrentFunction("LeakyRelu", List.of((float) leaky.getAlpha()), List.of());
    }
    if (activation instanceof ActivationELU elu) {
      return new RecurrentFunction("Elu", List.of((float) elu.getAlpha()), List.of());
    }
    if (activation instanceof ActivationThresholdedReLU relu) {
      return new RecurrentFunction("ThresholdedRelu", List.of((float) relu.getTheta()), List.of());
    }
    if (activation instanceof ActivationReLU relu && isPlain(relu)) {
      return new RecurrentFunction("Relu", List.of(), List.of());
    }
    throw new UntranslatableException(
        "a recurrent layer with the activation %s has no plan"
            .formatted(activation.getClass().getSimpleName()));
  }

  private static boolean isPlain(ActivationReLU relu) {
    return relu.getMax() == null
        && (relu.getThreshold() == null || relu.getThreshold() == 0)
        && (relu.getNegativeSlope() == null || relu.getNegativeSlope() == 0);
  }
}
