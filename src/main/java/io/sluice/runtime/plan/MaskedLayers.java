package io.sluice.runtime.plan;

import io.sluice.runtime.plan.RecurrentCell.Direction;
import java.util.List;
import onnx.Onnx.TensorProto;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;

/**
 * Recurrent layers that skip the steps whose every feature has a certain value: there output and
 * state are zero.
 *
 * <p>ONNX's operators know no such masks. Here a mask is one more feature, 1 at a step to skip,
 * which holds the gates of that step shut ({@link ShutWeights}).
 */
@SuppressWarnings("deprecation") // Archives have Graves LSTMs.
final class MaskedLayers {
  /** Beyond every length: what no step has for its index. */
  private static final long NOWHERE = 1L << 40;

  private MaskedLayers() {}

  static void register(LayerTranslations all) {
    all.add(
        MaskZeroLayer.class,
        (layer, parameters, input, to) -> {
          Masked masked = run(layer, parameters, input, to);
          return masked.cell().batchFirst(masked.steps(), to.graph());
        });
  }

  /**
   * What is left of a series.
   *
   * @param steps {@code [t, b, size]}
   * @param kept {@code [t, b, 1]}: 0 at a step that was skipped, else 1
   */
  private record Masked(RecurrentCell cell, Value steps, Value kept) {}

  /** The last step that was not skipped; like DL4J it fails where there is none. */
  static Value last(MaskZeroLayer layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    GraphBuilder graph = to.graph();
    Masked masked = run(layer, parameters, input, to);
    List<Long> one = masked.kept().with(0, 1);
    Value index =
        graph.node(
            "ArgMax",
            one,
            List.of(masked.kept()),
            Attributes.integer("axis", 0),
            Attributes.integer("select_last_index", 1));
    Value any =
        graph.node("ReduceMax", one, List.of(masked.kept()), Attributes.integers("axes", 0));
    Value none = cast(inverted(any, graph), TensorProto.DataType.INT64, graph);
    Value beyond = graph.node("Mul", one, List.of(none, graph.longs(NOWHERE)));
    Value checked = graph.node("Add", one, List.of(index, beyond));
    List<Long> shape = masked.steps().with(0, 1);
    Value wide =
        graph.node("Expand", shape, List.of(checked, graph.longs(1, 1, masked.cell().width())));
    Value step =
        graph.node(
            "GatherElements", shape, List.of(masked.steps(), wide), Attributes.integer("axis", 0));
    return RecurrentLayers.squeeze(step, 0, graph);
  }

  private static Masked run(MaskZeroLayer layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    GraphBuilder graph = to.graph();
    Layer underlying = layer.getUnderlying();
    boolean both = underlying instanceof GravesBidirectionalLSTM;
    RecurrentCell cell = RecurrentCell.of(underlying);
    RecurrentWeights weights =
        both
            ? RecurrentWeights.ofBoth(cell, parameters)
            : RecurrentWeights.of(cell, List.of(parameters));
    ShutWeights shut = ShutWeights.of(cell, weights);
    Value steps = cell.stepsFirst(input, graph);
    Value skipped = skipped(steps, layer.getMaskingValue(), graph);
    Value beside =
        graph.node(
            "Concat",
            steps.with(2, steps.axis(2) == Value.OPEN ? Value.OPEN : steps.axis(2) + 1),
            List.of(steps, skipped),
            Attributes.integer("axis", 2));
    Direction direction = both ? Direction.BIDIRECTIONAL : Direction.FORWARD;
    Value all = shut.cell().run(direction, shut.weights(), beside, graph).all();
    Value joined =
        both
            ? RecurrentLayers.joined(Bidirectional.Mode.ADD, all, 1, graph)
            : RecurrentLayers.squeeze(all, 1, graph);
    Value kept = inverted(skipped, graph);
    return new Masked(cell, graph.node("Mul", joined.shape(), List.of(joined, kept)), kept);
  }

  /** {@code [t, b, 1]}: 1 where every feature has the value. */
  private static Value skipped(Value steps, double value, GraphBuilder graph) {
    Value equal = graph.node("Equal", steps.shape(), List.of(steps, graph.scalar(value, 0)));
    return graph.node(
        "ReduceMin",
        steps.with(2, 1),
        List.of(cast(equal, TensorProto.DataType.FLOAT, graph)),
        Attributes.integers("axes", 2));
  }

  private static Value inverted(Value flags, GraphBuilder graph) {
    return graph.node("Sub", flags.shape(), List.of(graph.scalar(1, 0), flags));
  }

  private static Value cast(Value value, TensorProto.DataType type, GraphBuilder graph) {
    return graph.map("Cast", value, Attributes.integer("to", type.getNumber()));
  }
}
