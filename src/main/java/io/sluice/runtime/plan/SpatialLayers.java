package io.sluice.runtime.plan;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.Upsampling3D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPadding3DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping3D;

/** Layers that add, take away, repeat or move cells of space. */
final class SpatialLayers {
  private SpatialLayers() {}

  static void register(LayerTranslations all) {
    all.add(
        ZeroPadding1DLayer.class,
        (layer, parameters, input, to) -> pad(input, layer.getPadding(), false, to));
    all.add(
        ZeroPaddingLayer.class,
        (layer, parameters, input, to) ->
            pad(input, layer.getPadding(), isLast(layer.getDataFormat()), to));
    all.add(
        ZeroPadding3DLayer.class,
        (layer, parameters, input, to) -> pad(input, layer.getPadding(), false, to));
    all.add(
        Cropping1D.class,
        (layer, parameters, input, to) -> crop(input, layer.getCropping(), false, to));
    all.add(
        Cropping2D.class,
        (layer, parameters, input, to) ->
            crop(input, layer.getCropping(), isLast(layer.getDataFormat()), to));
    all.add(
        Cropping3D.class,
        (layer, parameters, input, to) -> crop(input, layer.getCropping(), false, to));
    all.add(
        Upsampling1D.class,
        (layer, parameters, input, to) -> repeat(input, new int[] {layer.getSize()[0]}, false, to));
    all.add(
        Upsampling2D.class,
        (layer, parameters, input, to) ->
            repeat(input, layer.getSize(), isLast(layer.getFormat()), to));
    all.add(
        Upsampling3D.class,
        (layer, parameters, input, to) ->
            repeat(
                input,
                layer.getSize(),
                layer.getDataFormat() == Convolution3D.DataFormat.NDHWC,
                to));
    all.add(SpaceToDepthLayer.class, SpatialLayers::toDepth);
  }

  /** Zeros before and after each axis of space: {@code cells} has two numbers for each. */
  private static Value pad(Value input, int[] cells, boolean last, Translation to) {
    GraphBuilder graph = to.graph();
    int rank = input.rank();
    int first = last ? 1 : 2;
    long[] pads = new long[2 * rank];
    List<Long> shape = new ArrayList<>(input.shape());
    for (int i = 0; i < cells.length / 2; i++) {
      pads[first + i] = cells[2 * i];
      pads[rank + first + i] = cells[2 * i + 1];
      shape.set(first + i, plus(input.axis(first + i), cells[2 * i] + (long) cells[2 * i + 1]));
    }
    return graph.node("Pad", shape, List.of(input, graph.longs(pads)));
  }

  /** Takes cells away before and after each axis of space. */
  private static Value crop(Value input, int[] cells, boolean last, Translation to) {
    GraphBuilder graph = to.graph();
    int first = last ? 1 : 2;
    int axes = cells.length / 2;
    long[] starts = new long[axes];
    long[] ends = new long[axes];
    long[] over = new long[axes];
    List<Long> shape = new ArrayList<>(input.shape());
    for (int i = 0; i < axes; i++) {
      starts[i] = cells[2 * i];
      ends[i] = cells[2 * i + 1] == 0 ? Long.MAX_VALUE : -cells[2 * i + 1];
      over[i] = first + (long) i;
      shape.set(first + i, plus(input.axis(first + i), -cells[2 * i] - (long) cells[2 * i + 1]));
    }
    return graph.node(
        "Slice", shape, List.of(input, graph.longs(starts), graph.longs(ends), graph.longs(over)));
  }

  private static Value repeat(Value input, int[] times, boolean last, Translation to) {
    GraphBuilder graph = to.graph();
    Value channels = Channels.first(input, last, graph);
    float[] scales = new float[input.rank()];
    List<Long> shape = new ArrayList<>();
    for (int axis = 0; axis < scales.length; axis++) {
      int by = axis < 2 ? 1 : times[axis - 2];
      scales[axis] = by;
      long length = channels.axis(axis);
      shape.add(length == Value.OPEN ? Value.OPEN : length * by);
    }
    Value repeated =
        graph.node(
            "Resize",
            shape,
            List.of(channels, Value.NONE, graph.floats(scales, scales.length)),
            Attributes.text("mode", "nearest"),
            Attributes.text("coordinate_transformation_mode", "asymmetric"),
            Attributes.text("nearest_mode", "floor"));
    return Channels.restore(repeated, last, graph);
  }

  private static Value toDepth(
      SpaceToDepthLayer layer, Parameters parameters, Value input, Translation to) {
    GraphBuilder graph = to.graph();
    boolean last = isLast(layer.getDataFormat());
    Value channels = Channels.first(input, last, graph);
    int block = layer.getBlockSize();
    List<Long> shape =
        List.of(
            channels.axis(0),
            channels.axis(1) == Value.OPEN ? Value.OPEN : channels.axis(1) * block * block,
            channels.axis(2) == Value.OPEN ? Value.OPEN : channels.axis(2) / block,
            channels.axis(3) == Value.OPEN ? Value.OPEN : channels.axis(3) / block);
    Value deep =
        graph.node(
            "SpaceToDepth", shape, List.of(channels), Attributes.integer("blocksize", block));
    return Channels.restore(deep, last, graph);
  }

  private static boolean isLast(CNN2DFormat format) {
    return format == CNN2DFormat.NHWC;
  }

  private static long plus(long length, long cells) {
    return length == Value.OPEN ? Value.OPEN : length + cells;
  }
}
