package io.sluice.runtime.plan;

import io.sluice.runtime.plan.RecurrentCell.Direction;
import io.sluice.runtime.plan.RecurrentCell.States;
import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.Bidirectional;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.conf.layers.util.MaskZeroLayer;
import org.deeplearning4j.nn.params.BidirectionalParamInitializer;
import org.deeplearning4j.util.TimeSeriesUtils;

/** Recurrent layers, and those that wrap one. */
@SuppressWarnings("deprecation") // GravesLSTM is what old archives hold.
final class RecurrentLayers {
  private RecurrentLayers() {}

  static void register(LayerTranslations all) {
    all.add(LSTM.class, RecurrentLayers::forward);
    all.add(GravesLSTM.class, RecurrentLayers::forward);
    all.add(SimpleRnn.class, RecurrentLayers::forward);
    all.add(GravesBidirectionalLSTM.class, RecurrentLayers::gravesBidirectional);
    all.add(Bidirectional.class, RecurrentLayers::bidirectional);
    all.add(LastTimeStep.class, RecurrentLayers::lastTimeStep);
  }

  private static Value forward(
      BaseRecurrentLayer layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    RecurrentCell cell = RecurrentCell.of(layer);
    Value all = states(cell, List.of(parameters), input, to).all();
    return cell.batchFirst(squeeze(all, 1, to.graph()), to.graph());
  }

  private static Value gravesBidirectional(
      GravesBidirectionalLSTM layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    GraphBuilder graph = to.graph();
    RecurrentCell cell = RecurrentCell.of(layer);
    RecurrentWeights weights = RecurrentWeights.ofBoth(cell, parameters);
    Value steps = cell.stepsFirst(input, graph);
    Value all = cell.run(Direction.BIDIRECTIONAL, weights, steps, graph).all();
    return cell.batchFirst(joined(Bidirectional.Mode.ADD, all, 1, graph), graph);
  }

  private static Value bidirectional(
      Bidirectional layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    GraphBuilder graph = to.graph();
    List<Parameters> both =
        List.of(
            parameters.under(BidirectionalParamInitializer.FORWARD_PREFIX),
            parameters.under(BidirectionalParamInitializer.BACKWARD_PREFIX));
    if (layer.getFwd() instanceof LastTimeStep last) {
      // The last step backwards is the first of the series: each direction's final state.
      RecurrentCell cell = oneWay(last.getUnderlying());
      requireSame(cell, ((LastTimeStep) layer.getBwd()).getUnderlying());
      return joined(layer.getMode(), states(cell, both, input, to).last(), 0, graph);
    }
    RecurrentCell cell = oneWay(layer.getFwd());
    requireSame(cell, layer.getBwd());
    Value all = states(cell, both, input, to).all();
    return cell.batchFirst(joined(layer.getMode(), all, 1, graph), graph);
  }

  private static Value lastTimeStep(
      LastTimeStep layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    Layer underlying = layer.getUnderlying();
    if (underlying instanceof MaskZeroLayer masked) {
      return MaskedLayers.last(masked, parameters, input, to);
    }
    if (underlying instanceof GravesBidirectionalLSTM || underlying instanceof Bidirectional) {
      boolean featuresLast = TimeSeriesUtils.getFormatFromRnnLayer(underlying) == RNNFormat.NWC;
      return last(to.layer(underlying, parameters, input), featuresLast ? 1 : 2, to.graph());
    }
    RecurrentCell cell = oneWay(underlying);
    return squeeze(states(cell, List.of(parameters), input, to).last(), 0, to.graph());
  }

  private static RecurrentCell oneWay(Layer layer) throws UntranslatableException {
    if (layer instanceof GravesBidirectionalLSTM) {
      throw new UntranslatableException("a bidirectional layer inside another one has no plan");
    }
    return RecurrentCell.of(layer);
  }

  /** DL4J clones the layer, but an archive states both. */
  private static void requireSame(RecurrentCell forwards, Layer backwards)
      throws UntranslatableException {
    if (!forwards.equals(oneWay(backwards))) {
      throw new UntranslatableException("a bidirectional layer of two kinds has no plan");
    }
  }

  private static States states(
      RecurrentCell cell, List<Parameters> directions, Value input, Translation to)
      throws UntranslatableException {
    RecurrentWeights weights = RecurrentWeights.of(cell, directions);
    Value steps = cell.stepsFirst(input, to.graph());
    Direction direction = directions.size() == 1 ? Direction.FORWARD : Direction.BIDIRECTIONAL;
    return cell.run(direction, weights, steps, to.graph());
  }

  /** Both directions as one: that axis goes, the last one doubles where they are concatenated. */
  static Value joined(Bidirectional.Mode mode, Value states, int axis, GraphBuilder graph) {
    if (mode == Bidirectional.Mode.CONCAT) {
      boolean series = axis == 1;
      Value beside =
          series ? graph.transpose(states, 0, 2, 1, 3) : graph.transpose(states, 1, 0, 2);
      long width = 2 * states.axis(states.rank() - 1);
      return series
          ? graph.reshape(
              beside, new long[] {0, 0, width}, List.of(beside.axis(0), beside.axis(1), width))
          : graph.reshape(beside, new long[] {0, width}, List.of(beside.axis(0), width));
    }
    List<Long> shape = without(states, axis);
    if (mode == Bidirectional.Mode.ADD) {
      return graph.node(
          "ReduceSum",
          shape,
          List.of(states, graph.longs(axis)),
          Attributes.integer("keepdims", 0));
    }
    return graph.node(
        mode == Bidirectional.Mode.MUL ? "ReduceProd" : "ReduceMean",
        shape,
        List.of(states),
        Attributes.integers("axes", axis),
        Attributes.integer("keepdims", 0));
  }

  private static Value last(Value series, int axis, GraphBuilder graph) {
    Value step =
        graph.node(
            "Gather",
            series.with(axis, 1),
            List.of(series, graph.longs(-1)),
            Attributes.integer("axis", axis));
    return squeeze(step, axis, graph);
  }

  static Value squeeze(Value value, int axis, GraphBuilder graph) {
    return graph.node("Squeeze", without(value, axis), List.of(value, graph.longs(axis)));
  }

  private static List<Long> without(Value value, int axis) {
    List<Long> shape = new ArrayList<>(value.shape());
    shape.remove(axis);
    return shape;
  }
}
