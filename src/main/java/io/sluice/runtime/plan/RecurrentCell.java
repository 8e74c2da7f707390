package io.sluice.runtime.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import onnx.Onnx.AttributeProto;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.BaseRecurrentLayer;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.conf.layers.GravesLSTM;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.nd4j.linalg.activations.IActivation;

/**
 * What a recurrent layer repeats for each time step, as one ONNX node.
 *
 * @param operator {@code LSTM} or {@code RNN}
 * @param functions of one direction, in the order that the operator names them
 * @param featuresLast whether the layer takes and gives [b, t, features], not [b, features, t]
 * @param width of its state
 */
@SuppressWarnings("deprecation") // GravesLSTM is what old archives hold.
record RecurrentCell(
    String operator,
    List<RecurrentFunction> functions,
    boolean peepholes,
    boolean featuresLast,
    long width) {
  RecurrentCell {
    functions = List.copyOf(functions);
  }

  /**
   * The states of all steps, and the last one of each direction.
   *
   * @param all [t, directions, b, width]
   * @param last [directions, b, width]
   */
  record States(Value all, Value last) {}

  /** Which way time runs. */
  enum Direction {
    FORWARD,
    BIDIRECTIONAL;

    private String attribute() {
      return this == FORWARD ? "forward" : "bidirectional";
    }
  }

  /**
   * The cell of a layer.
   *
   * @throws UntranslatableException if the layer has none, or ONNX does not know its functions
   */
  static RecurrentCell of(Layer layer) throws UntranslatableException {
    InferenceNoise.refuse(layer);
    if (layer instanceof SimpleRnn simple && simple.getClass() == SimpleRnn.class) {
      if (simple.hasLayerNorm()) {
        throw new UntranslatableException("a SimpleRnn with layer normalisation has no plan");
      }
      return cell("RNN", simple, false, List.of(simple.getActivationFn()));
    }
    if (layer instanceof LSTM lstm && lstm.getClass() == LSTM.class) {
      return lstm(lstm, lstm.getGateActivationFn(), false);
    }
    if (layer instanceof GravesLSTM graves && graves.getClass() == GravesLSTM.class) {
      return lstm(graves, graves.getGateActivationFn(), true);
    }
    if (layer instanceof GravesBidirectionalLSTM both
        && both.getClass() == GravesBidirectionalLSTM.class) {
      return lstm(both, both.getGateActivationFn(), true);
    }
    throw new UntranslatableException(
        "a layer of the kind %s has no translation here"
            .formatted(layer.getClass().getSimpleName()));
  }

  private static RecurrentCell lstm(BaseRecurrentLayer layer, IActivation gate, boolean peepholes)
      throws UntranslatableException {
    return cell(
        "LSTM", layer, peepholes, List.of(gate, layer.getActivationFn(), layer.getActivationFn()));
  }

  private static RecurrentCell cell(
      String operator, BaseRecurrentLayer layer, boolean peepholes, List<IActivation> activations)
      throws UntranslatableException {
    List<RecurrentFunction> functions = new ArrayList<>();
    for (IActivation activation : activations) {
      functions.add(RecurrentFunction.of(activation));
    }
    boolean featuresLast = layer.getRnnDataFormat() == RNNFormat.NWC;
    return new RecurrentCell(operator, functions, peepholes, featuresLast, layer.getNOut());
  }

  /** A series as the operators want it: [t, b, features]. */
  Value stepsFirst(Value series, GraphBuilder graph) throws UntranslatableException {
    if (series.rank() != 3) {
      throw new UntranslatableException(
          "a recurrent layer wants a series, not rank %d".formatted(series.rank()));
    }
    return featuresLast ? graph.transpose(series, 1, 0, 2) : graph.transpose(series, 2, 0, 1);
  }

  /** The way back. */
  Value batchFirst(Value steps, GraphBuilder graph) {
    return featuresLast ? graph.transpose(steps, 1, 0, 2) : graph.transpose(steps, 1, 2, 0);
  }

  /**
   * Adds the node.
   *
   * @param steps [t, b, features]
   */
  States run(Direction direction, RecurrentWeights weights, Value steps, GraphBuilder graph) {
    long directions = direction == Direction.FORWARD ? 1 : 2;
    List<Value> inputs = new ArrayList<>(List.of(steps));
    inputs.add(graph.weights(weights.input()));
    inputs.add(graph.weights(weights.recurrent()));
    inputs.add(graph.weights(weights.bias()));
    if (peepholes) {
      inputs.addAll(List.of(Value.NONE, Value.NONE, Value.NONE));
      inputs.add(graph.weights(weights.peepholes()));
    }
    List<List<Long>> shapes =
        List.of(
            List.of(steps.axis(0), directions, steps.axis(1), width),
            List.of(directions, steps.axis(1), width));
    List<Value> outputs =
        graph.nodes(operator, shapes, inputs, attributes(direction, (int) directions));
    return new States(outputs.get(0), outputs.get(1));
  }

  private AttributeProto[] attributes(Direction direction, int directions) {
    List<RecurrentFunction> each =
        Collections.nCopies(directions, functions).stream().flatMap(List::stream).toList();
    List<AttributeProto> attributes = new ArrayList<>();
    attributes.add(Attributes.integer("hidden_size", width));
    attributes.add(Attributes.text("direction", direction.attribute()));
    attributes.add(
        Attributes.texts(
            "activations", each.stream().map(RecurrentFunction::name).toArray(String[]::new)));
    addNumbers(attributes, "activation_alpha", each.stream().map(RecurrentFunction::alpha));
    addNumbers(attributes, "activation_beta", each.stream().map(RecurrentFunction::beta));
    return attributes.toArray(AttributeProto[]::new);
  }

  /**
   * ONNX Runtime reads the numbers of an LSTM one after the other, only for functions that have
   * some; those of an RNN by the number of the direction, past the end of a list that is too short.
   */
  private void addNumbers(
      List<AttributeProto> attributes, String name, Stream<List<Float>> numbers) {
    boolean each = operator.equals("RNN");
    List<Float> flat =
        numbers
            .map(own -> each && own.isEmpty() ? List.of(0f) : own)
            .flatMap(List::stream)
            .toList();
    if (!flat.isEmpty()) {
      attributes.add(Attributes.reals(name, flat));
    }
  }
}
