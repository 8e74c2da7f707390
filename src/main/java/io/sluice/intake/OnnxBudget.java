package io.sluice.intake;

import io.sluice.intake.ArchiveRejectedException.Reason;
import java.io.IOException;

/** What a graph may still have, its subgraphs counted with it. */
final class OnnxBudget {
  /** Names, in bytes. */
  static final int MAX_NAME = 1024;

  private static final int MAX_NODES = 100_000;
  private static final int MAX_TENSORS = 200_000;
  private static final int MAX_VALUES = 400_000;
  private static final int MAX_DEPTH = 4;

  private final long maxParameters;
  private int nodes;
  private int tensors;
  private int values;
  private long parameters;
  private int depth;

  OnnxBudget(long maxParameters) {
    this.maxParameters = maxParameters;
  }

  void node(WireReader at) throws IOException {
    check(at, ++nodes, MAX_NODES, "nodes");
  }

  void tensor(WireReader at) throws IOException {
    check(at, ++tensors, MAX_TENSORS, "tensors");
  }

  /** An input, an output, a described value or an attribute. */
  void value(WireReader at) throws IOException {
    check(at, ++values, MAX_VALUES, "values and attributes");
  }

  /** Elements of a tensor, whether it is called weights or not. */
  void parameters(WireReader at, long count) throws IOException {
    parameters += count;
    if (parameters > maxParameters) {
      throw at.rejected(
          Reason.PARAMETERS_TOO_MANY, "brings more than " + maxParameters + " parameters");
    }
  }

  /** A graph within a graph begins. */
  void open(WireReader at) throws IOException {
    check(at, ++depth, MAX_DEPTH, "graphs within each other");
  }

  /** It ends. */
  void close() {
    depth--;
  }

  private static void check(WireReader at, int count, int most, String what) throws IOException {
    if (count > most) {
      throw at.rejected(Reason.GRAPH_TOO_LARGE, "has more than " + most + " " + what);
    }
  }
}
