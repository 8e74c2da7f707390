package io.sluice.runtime.plan;

import java.util.List;

/**
 * Scaled dot product attention (Vaswani et al. 2017) as ND4J computes it, features before time:
 * {@code values softmax(keys^T queries / sqrt(size))}, each column of weights adding up to one.
 */
final class AttentionNodes {
  private static final String QUERIES = "Wq";
  private static final String KEYS = "Wk";
  private static final String VALUES = "Wv";
  private static final String OUTPUT = "Wo";

  private AttentionNodes() {}

  /**
   * One head on the values as they are.
   *
   * @param queries {@code [b, f, q]}
   * @param keys {@code [b, f, t]}
   * @param values {@code [b, v, t]}
   * @return {@code [b, v, q]}
   * @throws UntranslatableException if the number of features is open
   */
  static Value plain(Value queries, Value keys, Value values, GraphBuilder graph)
      throws UntranslatableException {
    Value weights = weights(queries, graph.transpose(keys, 0, 2, 1), keys.axis(1), graph);
    List<Long> shape = List.of(keys.axis(0), values.axis(1), queries.axis(2));
    return graph.node("MatMul", shape, List.of(values, weights));
  }

  /**
   * Several heads, each on projections of its own: {@code Wq}, {@code Wk} and {@code Wv} of {@code
   * [heads, size, features]}; {@code Wo} makes one value of them.
   *
   * @return {@code [b, outputs, q]}
   * @throws UntranslatableException if a projection is missing
   */
  static Value projected(
      Value queries, Value keys, Value values, Parameters parameters, GraphBuilder graph)
      throws UntranslatableException {
    Value ownQueries = heads(QUERIES, queries, parameters, graph);
    Value ownKeys = heads(KEYS, keys, parameters, graph);
    Value ownValues = heads(VALUES, values, parameters, graph);
    long size = ownKeys.axis(2);
    Value weights = weights(ownQueries, graph.transpose(ownKeys, 0, 1, 3, 2), size, graph);
    List<Long> shape = List.of(keys.axis(0), ownValues.axis(1), ownValues.axis(2), queries.axis(2));
    Value each = graph.node("MatMul", shape, List.of(ownValues, weights));
    Value output = graph.weights(parameters.get(OUTPUT));
    List<Long> rows = List.of(keys.axis(0), queries.axis(2), output.axis(0));
    Value beside =
        graph.reshape(graph.transpose(each, 0, 3, 1, 2), new long[] {0, 0, output.axis(0)}, rows);
    List<Long> joined = List.of(rows.get(0), rows.get(1), output.axis(1));
    return graph.transpose(graph.node("MatMul", joined, List.of(beside, output)), 0, 2, 1);
  }

  /** {@code [b, heads, size, t]} of {@code [b, features, t]}. */
  private static Value heads(String key, Value series, Parameters parameters, GraphBuilder graph)
      throws UntranslatableException {
    Value projection = graph.weights(parameters.get(key));
    Value single =
        graph.node(
            "Unsqueeze",
            List.of(series.axis(0), 1L, series.axis(1), series.axis(2)),
            List.of(series, graph.longs(1)));
    List<Long> shape =
        List.of(series.axis(0), projection.axis(0), projection.axis(1), series.axis(2));
    return graph.node("MatMul", shape, List.of(projection, single));
  }

  /** Of each query, over time: the last axis but one. */
  private static Value weights(Value queries, Value turnedKeys, long size, GraphBuilder graph)
      throws UntranslatableException {
    if (size == Value.OPEN) {
      throw new UntranslatableException("attention over an open number of features has no plan");
    }
    int last = queries.rank() - 1;
    List<Long> shape = turnedKeys.with(last, queries.axis(last));
    Value product = graph.node("MatMul", shape, List.of(turnedKeys, queries));
    Value scaled =
        graph.node("Mul", shape, List.of(product, graph.scalar(1 / Math.sqrt((double) size), 0)));
    return graph.map("Softmax", scaled, Attributes.integer("axis", last - 1L));
  }
}
