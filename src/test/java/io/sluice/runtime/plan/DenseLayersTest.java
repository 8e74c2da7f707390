package io.sluice.runtime.plan;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class DenseLayersTest {
  @Property(tries = 40)
  void translate_rows_computesAsDl4j(
      @ForAll @IntRange(min = 1, max = 40) int columns,
      @ForAll @IntRange(min = 1, max = 60) int width,
      @ForAll @IntRange(min = 2, max = 12) int outputs,
      @ForAll boolean bias,
      @ForAll("activations") Activation activation,
      @ForAll long seed)
      throws Exception {
    PlanTrial.of(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(
                    new DenseLayer.Builder()
                        .nIn(columns)
                        .nOut(width)
                        .hasBias(bias)
                        .activation(activation)
                        .build())
                .layer(new DropoutLayer(0.5))
                .layer(new ActivationLayer(Activation.TANH))
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nIn(width)
                        .nOut(outputs)
                        .activation(Activation.SOFTMAX)
                        .build())
                .build(),
            seed)
        .assertSame(new int[] {columns});
  }

  @Provide
  Arbitrary<Activation> activations() {
    return Arbitraries.of(
        Activation.IDENTITY, Activation.RELU, Activation.SIGMOID, Activation.TANH);
  }
}
