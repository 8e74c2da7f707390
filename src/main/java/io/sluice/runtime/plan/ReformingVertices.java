package io.sluice.runtime.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.PoolHelperVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;

/** Vertices that take a part of one value, or change its numbers or its shape. */
final class ReformingVertices {
  /** As an end of a slice: to the end of the axis. */
  private static final long END = Long.MAX_VALUE;

  private ReformingVertices() {}

  static void register(VertexTranslations all) {
    all.add(
        ScaleVertex.class,
        (vertex, inputs, to) -> number("Mul", inputs.get(0), vertex.getScaleFactor(), to.graph()));
    all.add(
        ShiftVertex.class,
        (vertex, inputs, to) -> number("Add", inputs.get(0), vertex.getShiftFactor(), to.graph()));
    all.add(
        PreprocessorVertex.class,
        (vertex, inputs, to) -> to.preprocess(vertex.getPreProcessor(), inputs.get(0)));
    all.add(FrozenVertex.class, (vertex, inputs, to) -> to.vertex(vertex.getUnderlying(), inputs));
    all.add(SubsetVertex.class, (vertex, inputs, to) -> subset(vertex, inputs.get(0), to.graph()));
    all.add(UnstackVertex.class, (vertex, inputs, to) -> unstack(vertex, inputs.get(0), to));
    all.add(
        ReshapeVertex.class, (vertex, inputs, to) -> reshape(vertex, inputs.get(0), to.graph()));
    all.add(
        L2NormalizeVertex.class,
        (vertex, inputs, to) -> normalize(vertex, inputs.get(0), to.graph()));
    all.add(PoolHelperVertex.class, (vertex, inputs, to) -> strip(inputs.get(0), to.graph()));
  }

  private static Value number(String type, Value input, double number, GraphBuilder graph) {
    return graph.node(type, input.shape(), List.of(input, graph.scalar(number, 0)));
  }

  private static Value subset(SubsetVertex vertex, Value input, GraphBuilder graph)
      throws UntranslatableException {
    requireRank(input, 2, 4);
    return graph.node(
        "Slice",
        input.with(1, vertex.getTo() - vertex.getFrom() + 1L),
        List.of(
            input,
            graph.longs(vertex.getFrom()),
            graph.longs(vertex.getTo() + 1L),
            graph.longs(1)));
  }

  /** One of the parts, of equal numbers of rows, that a stack was made of. */
  private static Value unstack(UnstackVertex vertex, Value input, Translation to)
      throws UntranslatableException {
    requireRank(input, 2, 4);
    GraphBuilder graph = to.graph();
    List<Long> one = List.of(1L);
    Value rows = to.axisOf(input, 0);
    Value step = graph.node("Div", one, List.of(rows, graph.longs(vertex.getStackSize())));
    Value start = graph.node("Mul", one, List.of(step, graph.longs(vertex.getFrom())));
    Value end = graph.node("Add", one, List.of(start, step));
    return graph.node(
        "Slice", input.with(0, Value.OPEN), List.of(input, start, end, graph.longs(0)));
  }

  /** In the order of Fortran: both shapes reversed, the axes before and after. */
  private static Value reshape(ReshapeVertex vertex, Value input, GraphBuilder graph)
      throws UntranslatableException {
    List<Long> shape = new ArrayList<>();
    Arrays.stream(vertex.getNewShape()).asLongStream().forEach(shape::add);
    if (shape.get(0) != -1) {
      throw new UntranslatableException(
          "a reshape to %s fixes the number of rows".formatted(shape));
    }
    if (vertex.getReshapeOrder() == 'c') {
      return graph.reshape(input, longs(shape), shape);
    }
    Collections.reverse(shape);
    Value turned = graph.reshape(reversed(input, graph), longs(shape), shape);
    return reversed(turned, graph);
  }

  private static Value reversed(Value input, GraphBuilder graph) {
    int last = input.rank() - 1;
    return graph.transpose(input, IntStream.rangeClosed(0, last).map(i -> last - i).toArray());
  }

  private static long[] longs(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).toArray();
  }

  /** Each row divided by its length; DL4J computes no other axes than all but the batch. */
  private static Value normalize(L2NormalizeVertex vertex, Value input, GraphBuilder graph)
      throws UntranslatableException {
    requireRank(input, 2, 4);
    int[] given = vertex.getDimension();
    long[] axes = LongStream.range(1, input.rank()).toArray();
    if (given != null
        && given.length > 0
        && !Arrays.equals(Arrays.stream(given).asLongStream().sorted().toArray(), axes)) {
      throw new UntranslatableException(
          "a normalization over the axes %s is not over whole rows"
              .formatted(Arrays.toString(given)));
    }
    List<Long> column = new ArrayList<>(Collections.nCopies(input.rank(), 1L));
    column.set(0, input.axis(0));
    Value norm = graph.node("ReduceL2", column, List.of(input), Attributes.integers("axes", axes));
    Value least = graph.scalar(vertex.getEps(), 0);
    Value divisor = graph.node("Max", column, List.of(norm, least));
    return graph.node("Div", input.shape(), List.of(input, divisor));
  }

  /** Without its first row and first column: what an import of GoogLeNet needs. */
  private static Value strip(Value input, GraphBuilder graph) throws UntranslatableException {
    requireRank(input, 4, 4);
    List<Long> shape = new ArrayList<>(input.shape());
    for (int axis = 2; axis < 4; axis++) {
      shape.set(axis, input.axis(axis) == Value.OPEN ? Value.OPEN : input.axis(axis) - 1);
    }
    return graph.node(
        "Slice",
        shape,
        List.of(input, graph.longs(1, 1), graph.longs(END, END), graph.longs(2, 3)));
  }

  private static void requireRank(Value input, int least, int most) throws UntranslatableException {
    if (input.rank() < least || input.rank() > most) {
      throw new UntranslatableException(
          "a vertex takes values of rank %d to %d, not %d".formatted(least, most, input.rank()));
    }
  }
}
