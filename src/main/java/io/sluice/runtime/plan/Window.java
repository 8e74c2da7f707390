package io.sluice.runtime.plan;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import onnx.Onnx.AttributeProto;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.jspecify.annotations.Nullable;

/**
 * How the kernel of a convolution moves over the axes of space, which follow batch and channels.
 */
final class Window {
  private final int[] kernel;
  private final int[] stride;
  private final int[] padding;
  private final int[] dilation;
  private final ConvolutionMode mode;

  /**
   * @param padding at both ends of each axis; has no say in the modes Same and Causal
   * @param mode null is what DL4J takes for Truncate
   */
  Window(
      int[] kernel, int[] stride, int[] padding, int[] dilation, @Nullable ConvolutionMode mode) {
    this.kernel = kernel.clone();
    this.stride = stride.clone();
    this.padding = padding.clone();
    this.dilation = dilation.clone();
    this.mode = mode == null ? ConvolutionMode.Truncate : mode;
  }

  /** A kernel of one point, at every place. */
  static Window point(int axes) {
    int[] ones = new int[axes];
    Arrays.fill(ones, 1);
    return new Window(ones, ones, new int[axes], ones, ConvolutionMode.Truncate);
  }

  /**
   * Refuses what DL4J refuses at some lengths and not at others: Strict wants the strides to come
   * out even.
   *
   * @throws UntranslatableException if the length is known only when the graph runs
   */
  Window evenAt(Value input) throws UntranslatableException {
    boolean open = input.shape().subList(2, input.rank()).contains(Value.OPEN);
    if (mode == ConvolutionMode.Strict && open && IntStream.of(stride).anyMatch(step -> step > 1)) {
      throw new UntranslatableException(
          "the mode Strict refuses some sizes of an image whose size is free");
    }
    return this;
  }

  /** Refuses Causal: only convolutions of series have it. */
  Window notCausal() throws UntranslatableException {
    if (mode == ConvolutionMode.Causal) {
      throw new UntranslatableException("the mode Causal is for series only");
    }
    return this;
  }

  /**
   * The attributes of a Conv node.
   *
   * @param input channels first
   */
  AttributeProto[] convolution(Value input) throws UntranslatableException {
    return new AttributeProto[] {
      Attributes.integers("kernel_shape", longs(kernel)),
      Attributes.integers("strides", longs(stride)),
      Attributes.integers("dilations", longs(dilation)),
      pads(input)
    };
  }

  /** The shape of what a Conv node gives. */
  List<Long> convolved(Value input, long channels) {
    return shape(input, channels, i -> convolvedLength(i, input.axis(i + 2)));
  }

  /**
   * The attributes of a ConvTranspose node.
   *
   * @throws UntranslatableException if the strides leave gaps between kernels in the mode Same
   */
  AttributeProto[] deconvolution() throws UntranslatableException {
    long[] pads = new long[2 * kernel.length];
    for (int i = 0; i < kernel.length; i++) {
      long total = mode == ConvolutionMode.Same ? extent(i) - stride[i] : 2L * padding[i];
      if (total < 0) {
        throw new UntranslatableException(
            "a deconvolution of the mode Same whose strides exceed its kernel");
      }
      pads[i] = total / 2;
      pads[i + kernel.length] = total - total / 2;
    }
    return new AttributeProto[] {
      Attributes.integers("kernel_shape", longs(kernel)),
      Attributes.integers("strides", longs(stride)),
      Attributes.integers("dilations", longs(dilation)),
      Attributes.integers("pads", pads)
    };
  }

  /** The shape of what a ConvTranspose node gives. */
  List<Long> deconvolved(Value input, long channels) {
    return shape(input, channels, i -> deconvolvedLength(i, input.axis(i + 2)));
  }

  private AttributeProto pads(Value input) throws UntranslatableException {
    long[] pads = new long[2 * kernel.length];
    for (int i = 0; i < kernel.length; i++) {
      long length = input.axis(i + 2);
      if (mode == ConvolutionMode.Same && stride[i] > 1 && length == Value.OPEN) {
        return padsAtRun();
      }
      long before = padding[i];
      long after = padding[i];
      if (mode == ConvolutionMode.Causal) {
        before = extent(i) - 1;
        after = 0;
      } else if (mode == ConvolutionMode.Same) {
        long last = stride[i] == 1 ? length - 1 : (convolvedLength(i, length) - 1) * stride[i];
        long total = last + extent(i) - length;
        before = Math.max(total, 0) / 2;
        after = Math.max(total, 0) - before;
      }
      pads[i] = before;
      pads[i + kernel.length] = after;
    }
    return Attributes.integers("pads", pads);
  }

  /** Lets ONNX Runtime pad by the length that it meets; it does so for dense kernels only. */
  private AttributeProto padsAtRun() throws UntranslatableException {
    if (IntStream.of(dilation).anyMatch(step -> step > 1)) {
      throw new UntranslatableException(
          "a convolution of the mode Same with strides and dilation over a size that is free");
    }
    return Attributes.text("auto_pad", "SAME_UPPER");
  }

  private long convolvedLength(int i, long length) {
    if (length == Value.OPEN) {
      return Value.OPEN;
    }
    return mode == ConvolutionMode.Same || mode == ConvolutionMode.Causal
        ? (length + stride[i] - 1) / stride[i]
        : (length + 2L * padding[i] - extent(i)) / stride[i] + 1;
  }

  private long deconvolvedLength(int i, long length) {
    if (length == Value.OPEN) {
      return Value.OPEN;
    }
    return mode == ConvolutionMode.Same
        ? length * stride[i]
        : (length - 1) * stride[i] + extent(i) - 2L * padding[i];
  }

  /** The reach of the dilated kernel along an axis. */
  private long extent(int i) {
    return (kernel[i] - 1L) * dilation[i] + 1;
  }

  private List<Long> shape(Value input, long channels, IntToLongFunction length) {
    return LongStream.concat(
            LongStream.of(input.axis(0), channels),
            IntStream.range(0, kernel.length).mapToLong(length))
        .boxed()
        .toList();
  }

  private static long[] longs(int[] values) {
    return Arrays.stream(values).asLongStream().toArray();
  }
}
