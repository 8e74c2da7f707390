package io.sluice.runtime.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.L2Vertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PoolHelperVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.graph.StackVertex;
import org.deeplearning4j.nn.conf.graph.SubsetVertex;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.junit.jupiter.api.Test;

class VerticesTest {
  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void translate_merge_computesAsDl4j(
      @ForAll("rows") int[] shape,
      @ForAll @IntRange(min = 1, max = 4) int inputs,
      @ForAll @IntRange(min = 1, max = 4) int axis,
      @ForAll long seed)
      throws Exception {
    int merged = Math.min(axis, shape.length);
    MergeVertex vertex = new MergeVertex();
    vertex.setMergeAxis(merged);
    int[][] shapes = new int[inputs][];
    for (int i = 0; i < inputs; i++) {
      shapes[i] = shape.clone();
      shapes[i][merged - 1] += i;
    }
    trial(vertex, inputs, seed).assertSame(shapes);
  }

  @Property(tries = 60, shrinking = ShrinkingMode.OFF)
  void translate_elementWise_computesAsDl4j(
      @ForAll ElementWiseVertex.Op op,
      @ForAll("rows") int[] shape,
      @ForAll @IntRange(min = 1, max = 4) int inputs,
      @ForAll long seed)
      throws Exception {
    int count = op == ElementWiseVertex.Op.Subtract ? Math.min(2, inputs) : inputs;
    int[][] shapes = new int[count][];
    Arrays.fill(shapes, shape);
    trial(new ElementWiseVertex(op), count, seed).assertSame(shapes);
  }

  @Property(tries = 40, shrinking = ShrinkingMode.OFF)
  void translate_elementWiseOfOtherLengths_broadcastsAsDl4j(
      @ForAll ElementWiseVertex.Op op,
      @ForAll("rows") int[] shape,
      @ForAll @IntRange(min = 0, max = 3) int axis,
      @ForAll boolean second,
      @ForAll long seed)
      throws Exception {
    int[] narrow = shape.clone();
    narrow[axis % shape.length] = 1;
    trial(new ElementWiseVertex(op), 2, seed)
        .assertSame(second ? new int[][] {shape, narrow} : new int[][] {narrow, shape});
  }

  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void translate_numbers_computesAsDl4j(
      @ForAll("rows") int[] shape,
      @ForAll @DoubleRange(min = -3, max = 3) double number,
      @ForAll boolean shift,
      @ForAll boolean frozen,
      @ForAll long seed)
      throws Exception {
    GraphVertex vertex = shift ? new ShiftVertex(number) : new ScaleVertex(number);
    trial(frozen ? new FrozenVertex(vertex) : vertex, 1, seed).assertSame(shape);
  }

  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void translate_subset_computesAsDl4j(
      @ForAll("shortRows") int[] shape,
      @ForAll @IntRange(min = 0, max = 3) int from,
      @ForAll @IntRange(min = 0, max = 3) int more,
      @ForAll long seed)
      throws Exception {
    shape[0] = from + more + 2;
    trial(new SubsetVertex(from, from + more), 1, seed).assertSame(shape);
  }

  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void translate_reshape_computesAsDl4j(
      @ForAll @IntRange(min = 1, max = 4) int a,
      @ForAll @IntRange(min = 1, max = 4) int b,
      @ForAll @IntRange(min = 1, max = 4) int c,
      @ForAll boolean fortran,
      @ForAll boolean flat,
      @ForAll long seed)
      throws Exception {
    int[] target = flat ? new int[] {-1, a * b * c} : new int[] {-1, c, a * b};
    trial(new ReshapeVertex(fortran ? 'f' : 'c', target, null), 1, seed)
        .assertSame(new int[] {a, b, c});
  }

  @Property(tries = 30, shrinking = ShrinkingMode.OFF)
  void translate_distanceAndLength_computesAsDl4j(
      @ForAll("shortRows") int[] shape, @ForAll boolean axes, @ForAll long seed) throws Exception {
    trial(new L2Vertex(), 2, seed).assertSame(shape, shape);
    int[] all = axes ? IntStream.rangeClosed(1, shape.length).toArray() : null;
    trial(new L2NormalizeVertex(all, axes ? 3 : 1e-8), 1, seed).assertSame(shape);
  }

  @Property(tries = 20, shrinking = ShrinkingMode.OFF)
  void translate_stackOfSeries_padsAsDl4j(
      @ForAll @IntRange(min = 1, max = 5) int features,
      @ForAll @IntRange(min = 1, max = 6) int length,
      @ForAll @IntRange(min = 0, max = 2) int more,
      @ForAll long seed)
      throws Exception {
    stacked(seed).assertSame(new int[] {features, length}, new int[] {features, length + more});
  }

  @Test
  void translate_poolHelper_stripsAsDl4j() throws Exception {
    trial(new PoolHelperVertex(), 1, 1).assertSame(new int[] {2, 4, 5});
    trial(new PoolHelperVertex(), 1, 1).assertSame(new int[] {2, -1, -1});
  }

  @Test
  void translate_openLengths_computesAsDl4jAtEach() throws Exception {
    int[] open = {3, -1};
    trial(new MergeVertex(), 2, 1).assertSame(open, new int[] {2, -1});
    stacked(2).assertSame(open, new int[] {3, 4});
    trial(new ElementWiseVertex(ElementWiseVertex.Op.Add), 2, 3).assertSame(open, open);
    trial(new L2Vertex(), 2, 4).assertSame(open, open);
    trial(new L2NormalizeVertex(), 1, 5).assertSame(open);
  }

  @Test
  void translate_whatRowsDoNotAllow_saysWhy() {
    assertThatThrownBy(() -> trial(new ReshapeVertex(2, 3), 1, 1).assertSame(new int[] {3}))
        .isInstanceOf(UntranslatableException.class)
        .hasMessageContaining("fixes the number of rows");
    assertThatThrownBy(
            () ->
                trial(new L2NormalizeVertex(new int[] {1}, 1e-8), 1, 1)
                    .assertSame(new int[] {3, 4}))
        .isInstanceOf(UntranslatableException.class)
        .hasMessageContaining("not over whole rows");
    assertThatThrownBy(
            () -> trial(new MergeVertex(), 2, 1).assertSame(new int[] {3}, new int[] {3, 4}))
        .isInstanceOf(UntranslatableException.class)
        .hasMessageContaining("ranks [2, 3]");
  }

  /** Both parts of a stack, since an answer has the rows of the batch. */
  private static PlanTrial stacked(long seed) {
    return PlanTrial.of(
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs("a", "b")
            .addVertex("stack", new StackVertex(), "a", "b")
            .addVertex("first", new UnstackVertex(0, 2), "stack")
            .addVertex("second", new UnstackVertex(1, 2), "stack")
            .setOutputs("first", "second")
            .build(),
        seed);
  }

  private static PlanTrial trial(GraphVertex vertex, int inputs, long seed) {
    List<String> names = List.of("a", "b", "c", "d").subList(0, inputs);
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .graphBuilder()
            .addInputs(names)
            .addVertex("vertex", vertex, names.toArray(String[]::new))
            .setOutputs("vertex");
    return PlanTrial.of(graph.build(), seed);
  }

  @Provide
  Arbitrary<int[]> rows() {
    return Arbitraries.integers().between(1, 5).array(int[].class).ofMinSize(1).ofMaxSize(4);
  }

  @Provide
  Arbitrary<int[]> shortRows() {
    return Arbitraries.integers().between(1, 5).array(int[].class).ofMinSize(1).ofMaxSize(3);
  }
}
