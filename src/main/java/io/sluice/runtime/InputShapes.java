package io.sluice.runtime;

import io.sluice.model.Shapes;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnn3DPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToCnnPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.jspecify.annotations.Nullable;

/**
 * The shape that one row of a network's input has, told from the layer that takes it. DL4J keeps no
 * {@code InputType} in an archive, so heights, widths and lengths stay unknown (-1) here.
 *
 * @param axes without the batch axis
 * @param layout what the axes mean, or empty for a plain row
 */
record InputShapes(List<Integer> axes, String layout) {
  private static final int ANY = Shapes.VARIABLE;

  InputShapes {
    axes = List.copyOf(axes);
  }

  /** The shape before a preprocessor and a layer; null if they do not tell. */
  static @Nullable InputShapes of(@Nullable InputPreProcessor before, Layer layer) {
    if (before instanceof FeedForwardToCnnPreProcessor flat) {
      return row(flat.getInputHeight() * flat.getInputWidth() * flat.getNumChannels());
    }
    if (before instanceof FeedForwardToCnn3DPreProcessor flat) {
      return row(
          (long) flat.getInputDepth()
              * flat.getInputHeight()
              * flat.getInputWidth()
              * flat.getNumChannels());
    }
    if (before instanceof RnnToCnnPreProcessor steps) {
      return series(
          (long) steps.getInputHeight() * steps.getInputWidth() * steps.getNumChannels(),
          RNNFormat.NCW);
    }
    InputShapes own = of(layer);
    if (before instanceof RnnToFeedForwardPreProcessor steps && own != null) {
      return series(own.axes().get(0), steps.getRnnDataFormat());
    }
    return before == null ? own : null;
  }

  private static @Nullable InputShapes of(Layer layer) {
    if (layer instanceof FrozenLayer frozen) {
      return of(frozen.getLayer());
    }
    if (layer instanceof FrozenLayerWithBackprop frozen) {
      return of(frozen.getUnderlying());
    }
    if (layer instanceof Bidirectional both) {
      return of(both.getFwd());
    }
    if (layer instanceof BaseWrapperLayer wrapper) {
      return of(wrapper.getUnderlying());
    }
    if (layer instanceof Convolution1DLayer conv) {
      return series(conv.getNIn(), conv.getRnnDataFormat());
    }
    if (layer instanceof Convolution3D conv) {
      boolean first = conv.getDataFormat() == Convolution3D.DataFormat.NCDHW;
      return channels(conv.getNIn(), first, 3, first ? "NCDHW" : "NDHWC");
    }
    if (layer instanceof ConvolutionLayer conv) {
      boolean first = conv.getCnn2dDataFormat() != CNN2DFormat.NHWC;
      return channels(conv.getNIn(), first, 2, first ? "NCHW" : "NHWC");
    }
    if (layer instanceof BaseRecurrentLayer steps) {
      return series(steps.getNIn(), steps.getRnnDataFormat());
    }
    if (layer instanceof RnnOutputLayer steps) {
      return series(steps.getNIn(), steps.getRnnDataFormat());
    }
    if (layer instanceof SelfAttentionLayer attention) {
      return series(attention.getNIn(), RNNFormat.NCW);
    }
    if (layer instanceof EmbeddingSequenceLayer) {
      return new InputShapes(List.of(ANY), "");
    }
    if (layer instanceof EmbeddingLayer) {
      return row(1);
    }
    return layer instanceof FeedForwardLayer dense ? row(dense.getNIn()) : null;
  }

  private static @Nullable InputShapes row(long size) {
    return size < 1 ? null : new InputShapes(List.of(Math.toIntExact(size)), "");
  }

  private static @Nullable InputShapes series(long features, @Nullable RNNFormat format) {
    return channels(features, format != RNNFormat.NWC, 1, format == RNNFormat.NWC ? "NWC" : "NCW");
  }

  private static @Nullable InputShapes channels(
      long channels, boolean first, int spatial, String layout) {
    if (channels < 1) {
      return null;
    }
    Integer[] axes = new Integer[spatial + 1];
    Arrays.fill(axes, ANY);
    axes[first ? 0 : spatial] = Math.toIntExact(channels);
    return new InputShapes(List.of(axes), layout);
  }
}
