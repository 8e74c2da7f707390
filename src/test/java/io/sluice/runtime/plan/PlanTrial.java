package io.sluice.runtime.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.sluice.model.Datatype;
import io.sluice.model.Shapes;
import io.sluice.model.Tensor;
import io.sluice.model.TensorSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * One network, computed by DL4J and by its plan on the same random batches of 1, 2 and 5 rows.
 * Weights and biases are drawn too: DL4J's own start with zeros would hide a forgotten bias.
 */
final class PlanTrial {
  /** What a layer's test allows; a test that needs more says why. */
  static final double TOLERANCE = 1e-5;

  private static final int[] BATCHES = {1, 2, 5};

  private final Model network;
  private final long seed;
  private double tolerance = TOLERANCE;
  private float lowest = -1;
  private float highest = 1;
  private int indices;
  private UnaryOperator<Tensor> edit = UnaryOperator.identity();

  private PlanTrial(Model network, long seed) {
    this.network = network;
    this.seed = seed;
  }

  /** A network with random parameters. */
  static PlanTrial of(MultiLayerConfiguration configuration, long seed) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return new PlanTrial(network, seed).withRandomParameters();
  }

  /** A network with random parameters. */
  static PlanTrial of(ComputationGraphConfiguration configuration, long seed) {
    ComputationGraph network = new ComputationGraph(configuration);
    network.init();
    return new PlanTrial(network, seed).withRandomParameters();
  }

  /** DL4J's network, to set parameters that must not be just any number. */
  Model network() {
    return network;
  }

  /** Allows more than {@link #TOLERANCE}. */
  PlanTrial within(double relative) {
    this.tolerance = relative;
    return this;
  }

  /** Draws input values from this range instead of -1 to 1. */
  PlanTrial drawing(double from, double to) {
    this.lowest = (float) from;
    this.highest = (float) to;
    return this;
  }

  /** Draws whole numbers from 0 to {@code count} - 1: indices of an embedding. */
  PlanTrial drawingIndices(int count) {
    this.indices = count;
    return this;
  }

  /** Lets a test change what was drawn for an input. */
  PlanTrial editing(UnaryOperator<Tensor> change) {
    this.edit = change;
    return this;
  }

  /**
   * Compiles once with the shapes stated, then compares.
   *
   * @param rowShapes of each input; -1 is drawn anew (2 to 9) for each batch, the same for all
   */
  void assertSame(int[]... rowShapes) throws UntranslatableException, OrtException {
    List<TensorSpec> specs = new ArrayList<>();
    for (int[] row : rowShapes) {
      List<Integer> shape = Arrays.stream(row).boxed().toList();
      specs.add(new TensorSpec("in", Datatype.FP32, shape, "", false));
    }
    Random random = new Random(seed);
    try (OrtSession session =
        PlanSession.open(new NetworkTranslator(specs, null).translate(network))) {
      List<TensorSpec> outputs = new ArrayList<>();
      for (int i = 0; i < session.getNumOutputs(); i++) {
        outputs.add(new TensorSpec("out", Datatype.FP32, List.of(Shapes.VARIABLE), "", false));
      }
      Lane lane = new Lane(session, specs, outputs);
      for (int rows : BATCHES) {
        int length = 2 + random.nextInt(8);
        List<Tensor> batch = new ArrayList<>();
        for (int[] row : rowShapes) {
          batch.add(draw(random, rows, row, length));
        }
        compare(batch, lane.infer(List.of(batch)).get(0));
      }
    }
  }

  private void compare(List<Tensor> batch, List<Tensor> given) {
    INDArray[] expected = output(batch);
    assertThat(given).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      INDArray array = expected[i].dup('c').castTo(DataType.FLOAT);
      int[] shape = Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray();
      Tensor truth = Tensor.of(array.data().asFloat(), shape);
      assertThat(given.get(i).shape()).as("shape of output " + i).isEqualTo(truth.shape());
      assertThat(PlanCheck.difference(truth, given.get(i)))
          .as("difference at output %d of %s rows", i, batch.get(0).rows())
          .isLessThanOrEqualTo(tolerance);
    }
  }

  private INDArray[] output(List<Tensor> batch) {
    INDArray[] inputs = new INDArray[batch.size()];
    for (int i = 0; i < inputs.length; i++) {
      Tensor tensor = batch.get(i);
      long[] shape = Arrays.stream(tensor.shape()).asLongStream().toArray();
      inputs[i] = Nd4j.create(tensor.values().clone(), shape, 'c');
    }
    return network instanceof ComputationGraph graph
        ? graph.output(inputs)
        : new INDArray[] {((MultiLayerNetwork) network).output(inputs[0])};
  }

  private Tensor draw(Random random, int rows, int[] row, int length) {
    int[] shape =
        IntStream.concat(
                IntStream.of(rows),
                Arrays.stream(row).map(axis -> axis == Shapes.VARIABLE ? length : axis))
            .toArray();
    float[] values = new float[(int) Shapes.size(shape)];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          indices > 0 ? random.nextInt(indices) : lowest + random.nextFloat() * (highest - lowest);
    }
    return edit.apply(Tensor.of(values, shape));
  }

  private PlanTrial withRandomParameters() {
    INDArray parameters = network.params();
    if (parameters != null && !parameters.isEmpty()) {
      Random random = new Random(seed);
      float[] values = new float[(int) parameters.length()];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) (random.nextGaussian() * 0.4);
      }
      network.setParams(Nd4j.create(values, parameters.shape(), 'c'));
    }
    return this;
  }
}
