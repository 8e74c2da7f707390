package io.sluice.feedback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.PredictionId;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

final class SegmentTest {
  private static final ModelName IRIS = new ModelName("iris");

  @Property(tries = 200)
  void read_written_isTheSame(@ForAll("predictions") List<LoggedPrediction> predictions) {
    assertThat(Segment.read(IRIS, Segment.write(predictions)))
        .usingRecursiveComparison()
        .isEqualTo(predictions);
  }

  @Property(tries = 200)
  void read_cutOff_isRefusedOrShorter(
      @ForAll("predictions") List<LoggedPrediction> predictions, @ForAll("shares") double share) {
    byte[] bytes = Segment.write(predictions);
    byte[] cut = Arrays.copyOf(bytes, (int) (bytes.length * share));

    try {
      // Cut between two predictions, it is a segment of fewer.
      assertThat(Segment.read(IRIS, cut)).hasSizeLessThan(predictions.size());
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining("segment");
    }
  }

  @Property(tries = 300)
  void read_anyBytes_isRefusedWithoutTakingMemory(@ForAll byte[] bytes) {
    byte[] content = bytes.clone();
    if (content.length > 0) {
      content[0] = 1;
    }
    try {
      assertThat(Segment.read(IRIS, content)).isEmpty();
    } catch (IllegalArgumentException e) {
      assertThat(e).isNotNull();
    }
  }

  @Property(tries = 1)
  void read_otherLayout_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Segment.read(IRIS, new byte[] {2}))
        .withMessage("a segment of another layout");
  }

  @Provide
  Arbitrary<Double> shares() {
    return Arbitraries.doubles().between(0, 0.99);
  }

  @Provide
  Arbitrary<List<LoggedPrediction>> predictions() {
    Arbitrary<PredictionId> ids =
        Arbitraries.longs()
            .tuple2()
            .map(
                bits ->
                    new PredictionId(
                        new UUID(
                            (bits.get1() & ~0xF000L) | 0x7000L,
                            Long.MIN_VALUE | (bits.get2() >>> 2))));
    Arbitrary<Integer> rows = Arbitraries.integers().between(1, 4);
    Arbitrary<String> arms = Arbitraries.of("control", "b", "x".repeat(63)).injectNull(0.3);
    Arbitrary<String> inputs = Arbitraries.strings().ofMaxLength(50).injectNull(0.5);
    Arbitrary<Float> values = Arbitraries.floats();
    return Combinators.combine(
            ids, Arbitraries.integers().between(1, 999_999_999), arms, Arbitraries.longs(), rows)
        .flatAs(
            (id, version, arm, number, rowCount) ->
                Combinators.combine(values.array(float[].class).ofMinSize(0).ofMaxSize(5), inputs)
                    .as(
                        (row, text) ->
                            new LoggedPrediction(
                                id,
                                new ModelId(IRIS, new ModelVersion(version)),
                                arm,
                                number,
                                ~number,
                                rowCount,
                                times(row, rowCount),
                                text)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(8);
  }

  private static float[] times(float[] row, int rows) {
    float[] all = new float[row.length * rows];
    for (int i = 0; i < rows; i++) {
      System.arraycopy(row, 0, all, i * row.length, row.length);
    }
    return all;
  }
}
