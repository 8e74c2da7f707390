package io.sluice.runtime.plan;

import java.util.List;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationRationalTanh;
import org.nd4j.linalg.activations.impl.ActivationRectifiedTanh;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** Smooth activation functions and those that saturate, by the formulas that ND4J computes. */
final class Activations {
  /** Scale and shape of SELU (Klambauer et al. 2017), in the digits that ND4J has. */
  private static final double SELU_SCALE = 1.0507009873554805;

  private static final double SELU_ALPHA = 1.6732632423543772;

  /** Of the sigmoid that GELU is approximated by (Hendrycks and Gimpel 2016). */
  private static final double GELU_SLOPE = 1.702;

  private Activations() {}

  static void register(ActivationTranslations all) {
    all.add(ActivationIdentity.class, (function, input, graph) -> input);
    all.add(ActivationSigmoid.class, (function, input, graph) -> graph.map("Sigmoid", input));
    all.add(ActivationTanH.class, (function, input, graph) -> graph.map("Tanh", input));
    all.add(ActivationSoftSign.class, (function, input, graph) -> graph.map("Softsign", input));
    all.add(ActivationSoftPlus.class, (function, input, graph) -> softPlus(input, graph));
    all.add(
        ActivationHardSigmoid.class,
        (function, input, graph) ->
            graph.map(
                "HardSigmoid", input, Attributes.real("alpha", 0.2), Attributes.real("beta", 0.5)));
    all.add(
        ActivationHardTanH.class,
        (function, input, graph) ->
            graph.node(
                "Clip", input.shape(), List.of(input, graph.scalar(-1, 0), graph.scalar(1, 0))));
    all.add(
        ActivationELU.class,
        (function, input, graph) ->
            graph.map("Elu", input, Attributes.real("alpha", function.getAlpha())));
    all.add(
        ActivationSELU.class,
        (function, input, graph) ->
            graph.map(
                "Selu",
                input,
                Attributes.real("alpha", SELU_ALPHA),
                Attributes.real("gamma", SELU_SCALE)));
    all.add(
        ActivationRectifiedTanh.class,
        (function, input, graph) -> graph.map("Relu", graph.map("Tanh", input)));
    // Over the last axis, whatever it is: layers whose classes lie elsewhere move them there.
    all.add(
        ActivationSoftmax.class,
        (function, input, graph) ->
            graph.map("Softmax", input, Attributes.integer("axis", input.rank() - 1L)));
    all.add(
        ActivationCube.class,
        (function, input, graph) -> mul(graph, input, mul(graph, input, input)));
    all.add(
        ActivationSwish.class,
        (function, input, graph) -> mul(graph, input, graph.map("Sigmoid", input)));
    all.add(
        ActivationMish.class,
        (function, input, graph) -> mul(graph, input, graph.map("Tanh", softPlus(input, graph))));
    all.add(ActivationGELU.class, Activations::gelu);
    all.add(ActivationRationalTanh.class, (function, input, graph) -> rationalTanh(input, graph));
  }

  /** {@code log(1 + exp(x))} to the letter: like ND4J's it is infinite from 89 on. */
  private static Value softPlus(Value input, GraphBuilder graph) {
    return graph.map("Log", add(graph, graph.map("Exp", input), graph.scalar(1, 0)));
  }

  /**
   * {@code x sigmoid(1.702 x)}, or {@code x/2 (1 + tanh(sqrt(2/pi) (x + (0.044715 x)^3)))}, which
   * ND4J calls precise; its cube takes in the factor that the paper leaves outside.
   */
  private static Value gelu(ActivationGELU function, Value input, GraphBuilder graph) {
    if (!function.isPrecise()) {
      Value scaled = mul(graph, input, graph.scalar(GELU_SLOPE, 0));
      return mul(graph, input, graph.map("Sigmoid", scaled));
    }
    Value small = mul(graph, input, graph.scalar(0.044715, 0));
    Value sum = add(graph, input, mul(graph, small, mul(graph, small, small)));
    Value tanh = graph.map("Tanh", mul(graph, sum, graph.scalar(Math.sqrt(2 / Math.PI), 0)));
    Value half = mul(graph, input, graph.scalar(0.5, 0));
    return mul(graph, half, add(graph, tanh, graph.scalar(1, 0)));
  }

  /**
   * {@code 1.7159 t(2x/3)} where {@code t(y) = sign(y) (1 - 1 / (1 + |y| + y^2 + 1.41645 y^4))}: a
   * tanh by fractions (LeCun et al. 1998).
   */
  private static Value rationalTanh(Value input, GraphBuilder graph) {
    Value scaled = mul(graph, input, graph.scalar(2.0 / 3, 0));
    Value square = mul(graph, scaled, scaled);
    Value fourth = mul(graph, mul(graph, square, square), graph.scalar(1.41645, 0));
    Value one = graph.scalar(1, 0);
    Value sum = add(graph, add(graph, one, graph.map("Abs", scaled)), add(graph, square, fourth));
    Value rest = graph.node("Sub", input.shape(), List.of(one, graph.map("Reciprocal", sum)));
    Value tanh = mul(graph, graph.map("Sign", scaled), rest);
    return mul(graph, tanh, graph.scalar(1.7159, 0));
  }

  private static Value mul(GraphBuilder graph, Value a, Value b) {
    return graph.node("Mul", a.shape(), List.of(a, b));
  }

  /** The shape is that of the larger, where one is a number. */
  private static Value add(GraphBuilder graph, Value a, Value b) {
    return graph.node("Add", a.rank() < b.rank() ? b.shape() : a.shape(), List.of(a, b));
  }
}
