package io.sluice.runtime.plan;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationPReLU;
import org.nd4j.linalg.activations.impl.ActivationRReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Activation functions with a kink, and their parameters. */
final class RectifierActivations {
  private RectifierActivations() {}

  static void register(ActivationTranslations all) {
    all.add(ActivationReLU.class, RectifierActivations::relu);
    all.add(
        ActivationReLU6.class,
        (function, input, graph) ->
            graph.node(
                "Clip", input.shape(), List.of(input, graph.scalar(0, 0), graph.scalar(6, 0))));
    all.add(
        ActivationLReLU.class,
        (function, input, graph) -> leaky(function.getAlpha(), input, graph));
    // At inference ND4J takes the mean slope as a cutoff, not as a slope: max(x, (l + u) / 2).
    all.add(
        ActivationRReLU.class,
        (function, input, graph) ->
            atLeast(0.5 * (function.getL() + function.getU()), input, graph));
    all.add(
        ActivationThresholdedReLU.class,
        (function, input, graph) ->
            graph.map("ThresholdedRelu", input, Attributes.real("alpha", function.getTheta())));
    all.add(
        ActivationPReLU.class,
        (function, input, graph) -> parametric(function.getAlpha(), input, graph));
  }

  /** A slope for each value below zero, broadcast over the rows and the axes that share it. */
  static Value parametric(INDArray slopes, Value input, GraphBuilder graph)
      throws UntranslatableException {
    if (slopes.rank() != input.rank() - 1) {
      throw new UntranslatableException(
          "slopes of the shape %s do not match an input of rank %d"
              .formatted(Arrays.toString(slopes.shape()), input.rank()));
    }
    return graph.node("PRelu", input.shape(), List.of(input, graph.weights(slopes)));
  }

  private static Value relu(ActivationReLU function, Value input, GraphBuilder graph) {
    double threshold = orZero(function.getThreshold());
    double slope = orZero(function.getNegativeSlope());
    Double max = function.getMax();
    if (threshold == 0) {
      return atMost(max, slope == 0 ? graph.map("Relu", input) : leaky(slope, input, graph), graph);
    }
    // x where it reaches the threshold, slope * (x - threshold) below.
    Value edge = graph.scalar(threshold, 0);
    Value below = graph.node("Sub", input.shape(), List.of(input, edge));
    Value lower = graph.node("Mul", input.shape(), List.of(below, graph.scalar(slope, 0)));
    Value reaches = graph.node("GreaterOrEqual", input.shape(), List.of(input, edge));
    return atMost(max, graph.node("Where", input.shape(), List.of(reaches, input, lower)), graph);
  }

  private static double orZero(@Nullable Double value) {
    return value == null ? 0 : value;
  }

  private static Value leaky(double slope, Value input, GraphBuilder graph) {
    return graph.map("LeakyRelu", input, Attributes.real("alpha", slope));
  }

  private static Value atLeast(double least, Value input, GraphBuilder graph) {
    return graph.node("Max", input.shape(), List.of(input, graph.scalar(least, 0)));
  }

  private static Value atMost(@Nullable Double most, Value input, GraphBuilder graph) {
    return most == null
        ? input
        : graph.node("Min", input.shape(), List.of(input, graph.scalar(most, 0)));
  }
}
