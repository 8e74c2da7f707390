package io.sluice.runtime.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.L2Vertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;

/** Vertices that make one value of several. */
final class JoiningVertices {
  /** Of {@code [rows, features, time]}. */
  private static final int TIME = 2;

  private JoiningVertices() {}

  static void register(VertexTranslations all) {
    all.add(MergeVertex.class, (vertex, inputs, to) -> merge(vertex, inputs, to.graph()));
    all.add(
        ElementWiseVertex.class, (vertex, inputs, to) -> elementWise(vertex, inputs, to.graph()));
    all.add(StackVertex.class, (vertex, inputs, to) -> stack(inputs, to));
    all.add(L2Vertex.class, (vertex, inputs, to) -> distance(inputs, to.graph()));
  }

  private static Value merge(MergeVertex vertex, List<Value> inputs, GraphBuilder graph)
      throws UntranslatableException {
    Value first = inputs.get(0);
    if (inputs.size() == 1) {
      return first;
    }
    requireSameRank(inputs);
    int axis = Math.floorMod(vertex.getMergeAxis(), first.rank());
    return concat(graph, inputs, axis, total(inputs, axis));
  }

  /** DL4J broadcasts as ONNX does, where an axis has the length 1. */
  private static Value elementWise(ElementWiseVertex vertex, List<Value> inputs, GraphBuilder graph)
      throws UntranslatableException {
    if (inputs.size() == 1) {
      return inputs.get(0);
    }
    requireSameRank(inputs);
    List<Long> shape = broadcast(inputs);
    return switch (vertex.getOp()) {
      case Add -> graph.node("Sum", shape, inputs);
      case Average -> graph.node("Mean", shape, inputs);
      case Max -> graph.node("Max", shape, inputs);
      case Product -> {
        Value product = inputs.get(0);
        for (Value factor : inputs.subList(1, inputs.size())) {
          product =
              graph.node("Mul", broadcast(List.of(product, factor)), List.of(product, factor));
        }
        yield product;
      }
      case Subtract -> {
        if (inputs.size() != 2) {
          throw new UntranslatableException(
              "an element-wise subtraction takes two inputs, not %d".formatted(inputs.size()));
        }
        yield graph.node("Sub", shape, inputs);
      }
    };
  }

  /** Along the batch; time series that are shorter than the longest end in zeros. */
  private static Value stack(List<Value> inputs, Translation to) throws UntranslatableException {
    requireSameRank(inputs);
    GraphBuilder graph = to.graph();
    Value first = inputs.get(0);
    if (first.rank() != TIME + 1 || sameLength(inputs)) {
      return concat(graph, inputs, 0, Value.OPEN);
    }
    List<Value> lengths = inputs.stream().map(input -> to.axisOf(input, TIME)).toList();
    Value longest = graph.node("Max", List.of(1L), lengths);
    List<Value> padded = new ArrayList<>();
    for (int i = 0; i < inputs.size(); i++) {
      Value missing = graph.node("Sub", List.of(1L), List.of(longest, lengths.get(i)));
      Value pads =
          graph.node(
              "Concat",
              List.of(6L),
              List.of(graph.longs(0, 0, 0, 0, 0), missing),
              Attributes.integer("axis", 0));
      List<Long> shape = inputs.get(i).with(TIME, Value.OPEN);
      padded.add(graph.node("Pad", shape, List.of(inputs.get(i), pads)));
    }
    return concat(graph, padded, 0, Value.OPEN);
  }

  /** The Euclidean distance of each row of the first to that of the second: [rows, 1]. */
  private static Value distance(List<Value> inputs, GraphBuilder graph)
      throws UntranslatableException {
    requireSameRank(inputs);
    Value first = inputs.get(0);
    Value apart = graph.node("Sub", first.shape(), inputs);
    Value norm =
        graph.node(
            "ReduceL2",
            List.of(first.axis(0)),
            List.of(apart),
            Attributes.integers("axes", LongStream.range(1, first.rank()).toArray()),
            Attributes.integer("keepdims", 0));
    return graph.reshape(norm, new long[] {-1, 1}, List.of(first.axis(0), 1L));
  }

  private static Value concat(GraphBuilder graph, List<Value> inputs, int axis, long length) {
    List<Long> shape = inputs.get(0).with(axis, length);
    return graph.node("Concat", shape, inputs, Attributes.integer("axis", axis));
  }

  private static long total(List<Value> inputs, int axis) {
    boolean open = inputs.stream().anyMatch(input -> input.axis(axis) == Value.OPEN);
    return open ? Value.OPEN : inputs.stream().mapToLong(input -> input.axis(axis)).sum();
  }

  private static boolean sameLength(List<Value> inputs) {
    long length = inputs.get(0).axis(TIME);
    return length != Value.OPEN && inputs.stream().allMatch(input -> input.axis(TIME) == length);
  }

  private static List<Long> broadcast(List<Value> inputs) {
    List<Long> shape = new ArrayList<>(inputs.get(0).shape());
    for (Value input : inputs) {
      for (int i = 0; i < shape.size(); i++) {
        // A fixed length above 1 decides; beside it an open one is that or 1.
        boolean open = input.axis(i) == Value.OPEN && shape.get(i) == 1;
        if (input.axis(i) > 1 || open) {
          shape.set(i, input.axis(i));
        }
      }
    }
    return shape;
  }

  private static void requireSameRank(List<Value> inputs) throws UntranslatableException {
    List<Integer> ranks = inputs.stream().map(Value::rank).distinct().toList();
    if (ranks.size() > 1) {
      throw new UntranslatableException("a vertex joins values of the ranks " + ranks);
    }
  }
}
