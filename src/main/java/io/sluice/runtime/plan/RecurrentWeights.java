package io.sluice.runtime.plan;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.params.GravesBidirectionalLSTMParamInitializer;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Weights of a recurrent node. DL4J puts the gates of an LSTM beside each other as candidate (which
 * it calls input), forget, output, input (which it calls input modulation), and in a GravesLSTM the
 * peepholes of forget, output and input behind the recurrent weights; ONNX wants input, output,
 * forget, candidate below each other.
 *
 * @param input [directions, gates * width, features]
 * @param recurrent [directions, gates * width, width]
 * @param bias [directions, 2 * gates * width]
 * @param peepholes [directions, 3 * width]; empty if the cell has none
 */
record RecurrentWeights(INDArray input, INDArray recurrent, INDArray bias, INDArray peepholes) {
  private static final int[] LSTM_GATES = {3, 2, 1, 0};
  private static final int[] ONE_GATE = {0};

  /** Behind the gates of a GravesLSTM: input, output, forget. */
  private static final int[] PEEPHOLES = {2, 1, 0};

  /** Those of layers with the keys {@code W}, {@code RW} and {@code b}; one for each direction. */
  static RecurrentWeights of(RecurrentCell cell, List<Parameters> directions)
      throws UntranslatableException {
    List<RecurrentWeights> each = new ArrayList<>();
    for (Parameters parameters : directions) {
      each.add(
          one(
              cell,
              parameters.get(LSTMParamInitializer.INPUT_WEIGHT_KEY),
              parameters.get(LSTMParamInitializer.RECURRENT_WEIGHT_KEY),
              parameters.get(LSTMParamInitializer.BIAS_KEY)));
    }
    return each.size() == 1 ? each.get(0) : each.get(0).and(each.get(1));
  }

  /** Those of a layer with the keys of {@code GravesBidirectionalLSTM}. */
  static RecurrentWeights ofBoth(RecurrentCell cell, Parameters parameters)
      throws UntranslatableException {
    RecurrentWeights forwards =
        one(
            cell,
            parameters.get(GravesBidirectionalLSTMParamInitializer.INPUT_WEIGHT_KEY_FORWARDS),
            parameters.get(GravesBidirectionalLSTMParamInitializer.RECURRENT_WEIGHT_KEY_FORWARDS),
            parameters.get(GravesBidirectionalLSTMParamInitializer.BIAS_KEY_FORWARDS));
    return forwards.and(
        one(
            cell,
            parameters.get(GravesBidirectionalLSTMParamInitializer.INPUT_WEIGHT_KEY_BACKWARDS),
            parameters.get(GravesBidirectionalLSTMParamInitializer.RECURRENT_WEIGHT_KEY_BACKWARDS),
            parameters.get(GravesBidirectionalLSTMParamInitializer.BIAS_KEY_BACKWARDS)));
  }

  private static RecurrentWeights one(
      RecurrentCell cell, INDArray input, INDArray recurrent, INDArray bias) {
    long width = cell.width();
    int[] gates = cell.operator().equals("LSTM") ? LSTM_GATES : ONE_GATE;
    INDArray row = bias.reshape(1, bias.length());
    INDArray below = below(row, gates, 0, width);
    long total = gates.length * width;
    INDArray peepholes = Nd4j.empty(DataType.FLOAT);
    if (cell.peepholes()) {
      peepholes = below(recurrent, PEEPHOLES, total, 1).reshape(1, PEEPHOLES.length * width);
    }
    INDArray fromInput = below(input, gates, 0, width);
    INDArray fromState = below(recurrent, gates, 0, width);
    return new RecurrentWeights(
        fromInput.reshape(1, total, input.size(0)),
        fromState.reshape(1, total, width),
        Nd4j.concat(1, below.reshape(1, total), Nd4j.zeros(below.dataType(), 1, total)),
        peepholes);
  }

  /** Blocks of columns, each transposed, below each other in the order given. */
  private static INDArray below(INDArray array, int[] order, long from, long columns) {
    INDArray[] blocks = new INDArray[order.length];
    for (int i = 0; i < order.length; i++) {
      long start = from + order[i] * columns;
      blocks[i] =
          array
              .get(NDArrayIndex.all(), NDArrayIndex.interval(start, start + columns))
              .reshape(array.size(0), columns)
              .transpose()
              .dup('c');
    }
    return Nd4j.concat(0, blocks);
  }

  private RecurrentWeights and(RecurrentWeights other) {
    return new RecurrentWeights(
        Nd4j.concat(0, input, other.input),
        Nd4j.concat(0, recurrent, other.recurrent),
        Nd4j.concat(0, bias, other.bias),
        peepholes.isEmpty() ? peepholes : Nd4j.concat(0, peepholes, other.peepholes));
  }
}
