package io.sluice.runtime.plan;

import java.util.List;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;

/**
 * Vertices between rows and time series, {@code [rows, features, time]}. Sluice gives DL4J no mask,
 * so that a series is as long as its array.
 */
final class SeriesVertices {
  private static final int TIME = 2;

  private SeriesVertices() {}

  static void register(VertexTranslations all) {
    all.add(
        LastTimeStepVertex.class, (vertex, inputs, to) -> last(series(inputs.get(0)), to.graph()));
    all.add(
        ReverseTimeSeriesVertex.class,
        (vertex, inputs, to) -> reverse(series(inputs.get(0)), to.graph()));
    all.add(DuplicateToTimeSeriesVertex.class, SeriesVertices::duplicate);
  }

  private static Value last(Value input, GraphBuilder graph) {
    Value step =
        graph.node(
            "Gather",
            input.with(TIME, 1),
            List.of(input, graph.longs(-1)),
            Attributes.integer("axis", TIME));
    return graph.node(
        "Squeeze", List.of(input.axis(0), input.axis(1)), List.of(step, graph.longs(TIME)));
  }

  private static Value reverse(Value input, GraphBuilder graph) {
    return graph.node(
        "Slice",
        input.shape(),
        List.of(
            input,
            graph.longs(-1),
            graph.longs(Long.MIN_VALUE),
            graph.longs(TIME),
            graph.longs(-1)));
  }

  /** The same row at each step, as many as an input of the network has. */
  private static Value duplicate(
      DuplicateToTimeSeriesVertex vertex, List<Value> inputs, Translation to)
      throws UntranslatableException {
    GraphBuilder graph = to.graph();
    Value like = series(to.networkInput(vertex.getInputName()));
    Value row = inputs.get(0);
    Value step =
        graph.node(
            "Unsqueeze", List.of(row.axis(0), row.axis(1), 1L), List.of(row, graph.longs(TIME)));
    Value target =
        graph.node(
            "Concat",
            List.of(3L),
            List.of(graph.longs(1, 1), to.axisOf(like, TIME)),
            Attributes.integer("axis", 0));
    return graph.node("Expand", step.with(TIME, like.axis(TIME)), List.of(step, target));
  }

  private static Value series(Value input) throws UntranslatableException {
    if (input.rank() != TIME + 1) {
      throw new UntranslatableException(
          "a vertex takes time series of rank 3, not %d".formatted(input.rank()));
    }
    return input;
  }
}
