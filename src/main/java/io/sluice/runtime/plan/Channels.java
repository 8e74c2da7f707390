package io.sluice.runtime.plan;

import java.util.stream.IntStream;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;

/** Where the axis of channels lies: ONNX has it second, some networks have it last. */
final class Channels {
  private Channels() {}

  /** The value with its channels second. */
  static Value first(Value value, boolean last, GraphBuilder graph) {
    int rank = value.rank();
    return last
        ? graph.transpose(
            value,
            IntStream.range(0, rank).map(i -> i == 0 ? 0 : i == 1 ? rank - 1 : i - 1).toArray())
        : value;
  }

  /** The value, whose channels are second, as the network has it. */
  static Value restore(Value value, boolean last, GraphBuilder graph) {
    int rank = value.rank();
    return last
        ? graph.transpose(
            value,
            IntStream.range(0, rank).map(i -> i == 0 ? 0 : i == rank - 1 ? 1 : i + 1).toArray())
        : value;
  }

  /** An activation function along the channels, wherever they lie. */
  static Value activate(IActivation function, Value value, boolean last, Translation to)
      throws UntranslatableException {
    if (last || !(function instanceof ActivationSoftmax)) {
      return to.activate(function, value);
    }
    GraphBuilder graph = to.graph();
    return first(to.activate(function, restore(value, true, graph)), true, graph);
  }
}
