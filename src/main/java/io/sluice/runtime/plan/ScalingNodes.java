package io.sluice.runtime.plan;

import io.sluice.model.Scaling;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;

/**
 * Scaling as nodes. Every scaling is affine in each column (axis 1), {@code (x - shift) * factor}
 * going in and {@code y * factor + shift} coming out.
 */
final class ScalingNodes {
  /** Beyond this the shift's own rounding to float32 would show in the result. */
  private static final double LARGE_SHIFT = 64;

  private ScalingNodes() {}

  static Value normalize(GraphBuilder graph, Value input, Scaling scaling) {
    if (scaling instanceof Scaling.None) {
      return input;
    }
    // Zero of the scale, then the slope: x' = (x - denormalize(0)) / (denormalize(1) - ...).
    double[] shift = columns(scaling, column -> scaling.denormalize(0, column));
    double[] slope =
        columns(scaling, column -> scaling.denormalize(1, column) - scaling.denormalize(0, column));
    Value shifted = sub(graph, input, shift);
    double[] rest = new double[shift.length];
    boolean large = false;
    for (int i = 0; i < shift.length; i++) {
      rest[i] = shift[i] - (float) shift[i];
      large |= Math.abs(shift[i]) > LARGE_SHIFT * Math.abs(slope[i]);
    }
    if (large) {
      shifted = sub(graph, shifted, rest);
    }
    return graph.node("Div", input.shape(), List.of(shifted, column(graph, slope, input.rank())));
  }

  static Value denormalize(GraphBuilder graph, Value output, Scaling scaling) {
    if (scaling instanceof Scaling.None) {
      return output;
    }
    double[] shift = columns(scaling, column -> scaling.denormalize(0, column));
    double[] slope =
        columns(scaling, column -> scaling.denormalize(1, column) - scaling.denormalize(0, column));
    Value scaled =
        graph.node("Mul", output.shape(), List.of(output, column(graph, slope, output.rank())));
    return graph.node("Add", output.shape(), List.of(scaled, column(graph, shift, output.rank())));
  }

  private static Value sub(GraphBuilder graph, Value input, double[] values) {
    if (Arrays.stream(values).allMatch(value -> value == 0)) {
      return input;
    }
    return graph.node("Sub", input.shape(), List.of(input, column(graph, values, input.rank())));
  }

  private static double[] columns(Scaling scaling, IntToDoubleFunction figure) {
    double[] figures = new double[Math.max(1, scaling.columns())];
    Arrays.setAll(figures, figure);
    return figures;
  }

  /** Figures along axis 1, to be broadcast over the others. */
  private static Value column(GraphBuilder graph, double[] figures, int rank) {
    float[] values = new float[figures.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) figures[i];
    }
    long[] shape = new long[rank];
    Arrays.fill(shape, 1);
    shape[1] = values.length;
    return graph.floats(values, shape);
  }
}
