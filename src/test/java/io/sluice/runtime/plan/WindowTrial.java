package io.sluice.runtime.plan;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.deeplearning4j.nn.conf.ConvolutionMode;

/**
 * One axis of a convolution that DL4J accepts: strides of the mode Same stay within the kernel, and
 * those of Strict come out even.
 *
 * @param steps strides after the first
 * @param rest what Truncate leaves over
 */
record WindowTrial(int kernel, int stride, int anyPadding, int dilation, int steps, int rest) {
  static Arbitrary<WindowTrial> any() {
    return Combinators.combine(
            Arbitraries.integers().between(1, 4),
            Arbitraries.integers().between(1, 3),
            Arbitraries.integers().between(0, 2),
            Arbitraries.integers().between(1, 2),
            Arbitraries.integers().between(0, 3),
            Arbitraries.integers().between(0, 2))
        .as(
            (kernel, stride, padding, dilation, steps, rest) ->
                new WindowTrial(
                    kernel,
                    Math.min(stride, kernel),
                    Math.min(padding, kernel - 1),
                    dilation,
                    steps,
                    Math.min(rest, Math.min(stride, kernel) - 1)));
  }

  int padding(ConvolutionMode mode) {
    return mode == ConvolutionMode.Same || mode == ConvolutionMode.Causal ? 0 : anyPadding;
  }

  /** A length of the input that the window fits. */
  int length(ConvolutionMode mode) {
    int extent = (kernel - 1) * dilation + 1;
    int even = extent + steps * stride - 2 * padding(mode);
    int length = mode == ConvolutionMode.Strict ? even : even + rest;
    int least = mode == ConvolutionMode.Same || mode == ConvolutionMode.Causal ? 1 : extent;
    while (length < least) {
      length += stride;
    }
    return length;
  }
}
