package io.sluice.runtime.plan;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.L2Vertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.deeplearning4j.nn.conf.graph.rnn.DuplicateToTimeSeriesVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.graph.rnn.ReverseTimeSeriesVertex;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Whole graphs: several inputs and outputs, and vertices one after another. */
class GraphsTest {
  /** One network on several inputs at once, and how far apart its answers are. */
  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void translate_siameseGraph_computesAsDl4j(
      @ForAll @IntRange(min = 1, max = 8) int columns,
      @ForAll @IntRange(min = 1, max = 8) int width,
      @ForAll long seed)
      throws Exception {
    PlanTrial.of(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("a", "b", "c")
                .addVertex("stack", new StackVertex(), "a", "b", "c")
                .addLayer("dense", dense(columns, width), "stack")
                .addVertex("first", new UnstackVertex(0, 3), "dense")
                .addVertex("second", new UnstackVertex(1, 3), "dense")
                .addVertex("third", new UnstackVertex(2, 3), "dense")
                .addVertex("near", new L2Vertex(), "first", "second")
                .addVertex("far", new L2Vertex(), "first", "third")
                .addVertex("both", new MergeVertex(), "near", "far")
                .addLayer("out", output(2, 3), "both")
                .addLayer("other", output(width, 2), "third")
                // Not the distances: between close points they are all rounding.
                .setOutputs("out", "first", "other")
                .build(),
            seed)
        .assertSame(new int[] {columns}, new int[] {columns}, new int[] {columns});
  }

  /** The last step of one series beside each step of another, backwards. */
  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void translate_seriesOfAnyLength_computesAsDl4j(
      @ForAll @IntRange(min = 1, max = 5) int left,
      @ForAll @IntRange(min = 1, max = 5) int right,
      @ForAll @IntRange(min = -1, max = 5) int length,
      @ForAll long seed)
      throws Exception {
    int time = length == 0 ? -1 : length;
    PlanTrial.of(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("left", "right")
                .addVertex("last", new LastTimeStepVertex("left"), "left")
                .addVertex("repeated", new DuplicateToTimeSeriesVertex("right"), "last")
                .addVertex("reversed", new ReverseTimeSeriesVertex(), "right")
                .addVertex("both", new MergeVertex(), "repeated", "reversed")
                .setOutputs("both")
                .build(),
            seed)
        .assertSame(new int[] {left, time}, new int[] {right, time});
  }

  private static DenseLayer dense(int in, int out) {
    return new DenseLayer.Builder().nIn(in).nOut(out).activation(Activation.TANH).build();
  }

  private static OutputLayer output(int in, int out) {
    return new OutputLayer.Builder(LossFunction.MSE)
        .nIn(in)
        .nOut(out)
        .activation(Activation.SOFTMAX)
        .build();
  }
}
