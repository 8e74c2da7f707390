package io.sluice.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationRReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;

class ActivationsTest {
  @Property(tries = 200, shrinking = ShrinkingMode.OFF)
  void translate_everyActivation_computesAsDl4j(
      @ForAll("plain") Activation activation,
      @ForAll("shapes") int[] shape,
      @ForAll("scales") double scale,
      @ForAll long seed)
      throws Exception {
    trial(activation.getActivationFunction(), shape, scale, seed);
  }

  @Property(tries = 80, shrinking = ShrinkingMode.OFF)
  void translate_activationWithParameters_computesAsDl4j(
      @ForAll("configured") IActivation activation,
      @ForAll("shapes") int[] shape,
      @ForAll("scales") double scale,
      @ForAll long seed)
      throws Exception {
    trial(activation, shape, scale, seed);
  }

  @Test
  void kinds_activationsOfDl4j_allTranslated() {
    Set<Class<?>> kinds =
        Arrays.stream(Activation.values())
            .map(activation -> activation.getActivationFunction().getClass())
            .collect(Collectors.toSet());
    assertThat(ActivationTranslations.ALL.kinds()).containsAll(kinds);
  }

  private static void trial(IActivation activation, int[] shape, double scale, long seed)
      throws Exception {
    PlanTrial.of(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new ActivationLayer(activation))
                .build(),
            seed)
        .drawing(-scale, scale)
        .assertSame(shape);
  }

  @Provide
  Arbitrary<Activation> plain() {
    return Arbitraries.of(Activation.class);
  }

  /** Small ones show the form of a curve, large ones that it saturates and stays a number. */
  @Provide
  Arbitrary<Double> scales() {
    return Arbitraries.of(0.5, 1.0, 5.0, 40.0, 1e4);
  }

  /**
   * Wide enough that some input is positive: ONNX Runtime's sigmoid and tanh stop short of their
   * limits by less than a float32's precision of 1, which is far from nothing where all is nothing.
   */
  @Provide
  Arbitrary<int[]> shapes() {
    Arbitrary<Integer> width = Arbitraries.integers().between(24, 40);
    Arbitrary<int[]> outer = Arbitraries.integers().between(1, 3).array(int[].class).ofMaxSize(3);
    return Combinators.combine(outer, width)
        .as(
            (axes, last) -> {
              int[] shape = Arrays.copyOf(axes, axes.length + 1);
              shape[axes.length] = last;
              return shape;
            });
  }

  @Provide
  Arbitrary<IActivation> configured() {
    Arbitrary<Double> slopes = Arbitraries.doubles().between(-0.5, 1.5);
    Arbitrary<Double> limits = Arbitraries.doubles().between(-2, 3);
    return Arbitraries.oneOf(
        slopes.map(ActivationELU::new),
        slopes.map(ActivationLReLU::new),
        limits.map(ActivationThresholdedReLU::new),
        Combinators.combine(slopes, slopes)
            .as((a, b) -> new ActivationRReLU(Math.min(a, b), Math.max(a, b))),
        Arbitraries.of(true, false).map(ActivationGELU::new),
        Combinators.combine(limits.injectNull(0.3), limits.injectNull(0.3), slopes.injectNull(0.3))
            .as(ActivationReLU::new));
  }
}
