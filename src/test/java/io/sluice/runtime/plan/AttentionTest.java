package io.sluice.runtime.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.Shapes;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.AttentionVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LearnedSelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.RecurrentAttentionLayer;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class AttentionTest {
  @Property(tries = 30)
  void translate_selfAttention_computesAsDl4j(
      @ForAll @IntRange(min = 3, max = 6) int features,
      @ForAll @IntRange(min = 1, max = 3) int heads,
      @ForAll @IntRange(min = 1, max = 4) int headSize,
      @ForAll boolean projects,
      @ForAll long seed)
      throws Exception {
    PlanTrial.of(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(
                    new SelfAttentionLayer.Builder()
                        .nIn(features)
                        .nOut(projects ? 5 : features)
                        .nHeads(projects ? heads : 1)
                        .headSize(headSize)
                        .projectInput(projects)
                        .build())
                .layer(identity())
                .build(),
            seed)
        .assertSame(new int[] {features, Shapes.VARIABLE});
  }

  @Property(tries = 30)
  void translate_attentionVertex_computesAsDl4j(
      @ForAll @IntRange(min = 3, max = 5) int queries,
      @ForAll @IntRange(min = 3, max = 5) int values,
      @ForAll @IntRange(min = 1, max = 3) int heads,
      @ForAll boolean projects,
      @ForAll long seed)
      throws Exception {
    int features = projects ? values : queries;
    PlanTrial.of(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("queries", "values")
                .addVertex(
                    "attention",
                    new AttentionVertex.Builder()
                        .nInQueries(queries)
                        .nInKeys(features)
                        .nInValues(features)
                        .nOut(projects ? 4 : features)
                        .nHeads(projects ? heads : 1)
                        .headSize(projects ? 3 : features)
                        .projectInput(projects)
                        .build(),
                    "queries",
                    "values",
                    "values")
                .addLayer("out", identity(), "attention")
                .setOutputs("out")
                .build(),
            seed)
        .assertSame(new int[] {queries, 3}, new int[] {features, Shapes.VARIABLE});
  }

  @Test
  void translate_recurrentAttention_isRefused() {
    PlanTrial trial =
        PlanTrial.of(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(new RecurrentAttentionLayer.Builder().nIn(2).nOut(2).nHeads(1).build())
                .layer(identity())
                .setInputType(InputType.recurrent(2, 4, RNNFormat.NCW))
                .build(),
            1);

    assertThatThrownBy(() -> trial.assertSame(new int[] {2, 4}))
        .isInstanceOf(UntranslatableException.class)
        .hasMessageContaining("RecurrentAttentionLayer");
  }

  /** Its op {@code scatter_update} fails in DL4J 1.0.0-M2.1 whatever the input. */
  @Test
  void translate_learnedQueries_areRefusedAsDl4jCannotRunThem() {
    PlanTrial trial =
        PlanTrial.of(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(
                    new LearnedSelfAttentionLayer.Builder()
                        .nIn(2)
                        .nOut(2)
                        .nHeads(1)
                        .nQueries(3)
                        .projectInput(true)
                        .build())
                .layer(identity())
                .build(),
            1);

    assertThatThrownBy(() -> trial.assertSame(new int[] {2, 4}))
        .isInstanceOf(UntranslatableException.class)
        .hasMessageContaining("LearnedSelfAttentionLayer");
    assertThatThrownBy(() -> ((MultiLayerNetwork) trial.network()).output(Nd4j.ones(1, 2, 4)))
        .hasMessageContaining("scatter_update");
  }

  private static RnnLossLayer identity() {
    return new RnnLossLayer.Builder(LossFunction.MSE).activation(Activation.IDENTITY).build();
  }
}
