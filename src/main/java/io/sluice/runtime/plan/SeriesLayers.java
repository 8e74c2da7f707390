package io.sluice.runtime.plan;

import java.util.List;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.RnnOutputLayer;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.deeplearning4j.nn.conf.layers.recurrent.TimeDistributed;
import org.deeplearning4j.nn.conf.layers.util.MaskLayer;
import org.deeplearning4j.nn.params.DefaultParamInitializer;
import org.nd4j.linalg.activations.IActivation;

/** Layers that treat each time step of a series alike, or make a series. */
final class SeriesLayers {
  private SeriesLayers() {}

  static void register(LayerTranslations all) {
    all.add(RnnOutputLayer.class, SeriesLayers::output);
    all.add(
        RnnLossLayer.class,
        (layer, parameters, input, to) -> {
          boolean featuresLast = layer.getRnnDataFormat() == RNNFormat.NWC;
          Value steps = featuresLast(input, featuresLast, to.graph());
          return activated(layer.getActivationFn(), steps, featuresLast, to);
        });
    all.add(TimeDistributed.class, SeriesLayers::timeDistributed);
    all.add(RepeatVector.class, (layer, parameters, input, to) -> repeat(layer, input, to.graph()));
    // Requests carry no masks.
    all.add(MaskLayer.class, (layer, parameters, input, to) -> input);
  }

  private static Value output(
      RnnOutputLayer layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    GraphBuilder graph = to.graph();
    boolean featuresLast = layer.getRnnDataFormat() == RNNFormat.NWC;
    Value steps = featuresLast(input, featuresLast, graph);
    Value weights = graph.weights(parameters.get(DefaultParamInitializer.WEIGHT_KEY));
    List<Long> shape = steps.with(2, weights.axis(1));
    Value product = graph.node("MatMul", shape, List.of(steps, weights));
    Value bias = graph.weights(parameters.get(DefaultParamInitializer.BIAS_KEY).ravel());
    Value sum = graph.node("Add", shape, List.of(product, bias));
    return activated(layer.getActivationFn(), sum, featuresLast, to);
  }

  /** The functions work on rows of features: a softmax is over those of one step. */
  private static Value activated(
      IActivation function, Value steps, boolean featuresLast, Translation to)
      throws UntranslatableException {
    Value activated = to.activate(function, steps);
    return featuresLast ? activated : to.graph().transpose(activated, 0, 2, 1);
  }

  private static Value featuresLast(Value series, boolean already, GraphBuilder graph)
      throws UntranslatableException {
    if (series.rank() != 3) {
      throw new UntranslatableException(
          "a layer wants a series, not rank %d".formatted(series.rank()));
    }
    return already ? series : graph.transpose(series, 0, 2, 1);
  }

  private static Value timeDistributed(
      TimeDistributed layer, Parameters parameters, Value input, Translation to)
      throws UntranslatableException {
    GraphBuilder graph = to.graph();
    boolean featuresLast = layer.getRnnDataFormat() != RNNFormat.NCW;
    Value steps = featuresLast(input, featuresLast, graph);
    long features = steps.axis(2);
    if (features == Value.OPEN) {
      throw new UntranslatableException("a TimeDistributed layer of an open width has no plan");
    }
    List<Long> rowShape = List.of(Value.OPEN, features);
    Value rows = graph.reshape(steps, new long[] {-1, features}, rowShape);
    Value each = to.layer(layer.getUnderlying(), parameters, rows);
    if (each.rank() != 2 || each.axis(1) == Value.OPEN) {
      throw new UntranslatableException("a TimeDistributed layer that gives no rows has no plan");
    }
    Value back =
        to.reshape(
            each,
            List.of(to.axisOf(steps, 0), to.axisOf(steps, 1), graph.longs(each.axis(1))),
            List.of(steps.axis(0), steps.axis(1), each.axis(1)));
    return featuresLast ? back : graph.transpose(back, 0, 2, 1);
  }

  private static Value repeat(RepeatVector layer, Value input, GraphBuilder graph)
      throws UntranslatableException {
    if (input.rank() != 2) {
      throw new UntranslatableException("a RepeatVector wants rows");
    }
    int axis = layer.getDataFormat() == RNNFormat.NCW ? 2 : 1;
    long rows = input.axis(0);
    long width = input.axis(1);
    long times = layer.getN();
    Value single =
        graph.node(
            "Unsqueeze",
            axis == 2 ? List.of(rows, width, 1L) : List.of(rows, 1L, width),
            List.of(input, graph.longs(axis)));
    long[] target = {1, 1, 1};
    target[axis] = times;
    return graph.node("Expand", single.with(axis, times), List.of(single, graph.longs(target)));
  }
}
