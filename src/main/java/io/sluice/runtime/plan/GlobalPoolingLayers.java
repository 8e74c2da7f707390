package io.sluice.runtime.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;

/** Poolings over whole axes. */
final class GlobalPoolingLayers {
  private GlobalPoolingLayers() {}

  static void register(LayerTranslations all) {
    all.add(GlobalPoolingLayer.class, GlobalPoolingLayers::pool);
  }

  private static Value pool(
      GlobalPoolingLayer layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    if (input.rank() < 3) {
      throw new UntranslatableException("global pooling of rows");
    }
    int[] axes =
        layer.getPoolingDimensions() == null
            ? IntStream.range(2, input.rank()).toArray()
            : layer.getPoolingDimensions();
    GraphBuilder graph = to.graph();
    Value pooled =
        switch (layer.getPoolingType()) {
          case MAX -> reduce("ReduceMax", input, axes, graph);
          case AVG -> reduce("ReduceMean", input, axes, graph);
          case SUM -> sum(input, axes, graph);
          case PNORM -> norm(input, axes, layer.getPnorm(), graph);
        };
    if (layer.isCollapseDimensions()) {
      return pooled;
    }
    // DL4J gives back axes of length 1 behind the first two, wherever the channels were.
    List<Long> shape = new ArrayList<>(input.shape().subList(0, 2));
    long[] target = new long[input.rank()];
    Arrays.fill(target, 1);
    target[0] = 0;
    target[1] = -1;
    while (shape.size() < input.rank()) {
      shape.add(1L);
    }
    return graph.reshape(pooled, target, shape);
  }

  private static Value reduce(String type, Value input, int[] axes, GraphBuilder graph) {
    long[] over = Arrays.stream(axes).asLongStream().toArray();
    return graph.node(
        type,
        without(input, axes),
        List.of(input),
        Attributes.integers("axes", over),
        Attributes.integer("keepdims", 0));
  }

  private static Value sum(Value input, int[] axes, GraphBuilder graph) {
    long[] over = Arrays.stream(axes).asLongStream().toArray();
    return graph.node(
        "ReduceSum",
        without(input, axes),
        List.of(input, graph.longs(over)),
        Attributes.integer("keepdims", 0));
  }

  private static Value norm(Value input, int[] axes, int p, GraphBuilder graph) {
    Value size = graph.map("Abs", input);
    Value powers = graph.node("Pow", size.shape(), List.of(size, graph.scalar(p, 1)));
    Value total = sum(powers, axes, graph);
    return graph.node("Pow", total.shape(), List.of(total, graph.scalar(1.0 / p, 1)));
  }

  private static List<Long> without(Value input, int[] axes) {
    List<Long> shape = new ArrayList<>();
    for (int axis = 0; axis < input.rank(); axis++) {
      int here = axis;
      if (Arrays.stream(axes).noneMatch(over -> over == here)) {
        shape.add(input.axis(axis));
      }
    }
    return shape;
  }
}
