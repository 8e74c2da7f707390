package io.sluice.evaluation.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two versions on the same rows, against {@code figures.py} and by hand. */
final class ComparisonTest {
  private static final Offset<Double> CLOSE = within(1e-9);
  private static final JsonNode EXPECTED = ReferenceRows.expected().get("comparison");
  private static final List<String> BINARY = List.of("no", "yes");

  private static ClassificationComparison classification(String name) {
    ClassificationComparison comparison =
        new ClassificationComparison(
            ReferenceRows.labels(name), ReferenceRows.positive(name), TallyOptions.DEFAULT);
    List<float[]> second = new ArrayList<>();
    ReferenceRows.forEachRow(name + "-2", (truth, row) -> second.add(row));
    int[] at = {0};
    ReferenceRows.forEachRow(name, (truth, row) -> comparison.add(truth, row, second.get(at[0]++)));
    return comparison;
  }

  @ParameterizedTest
  @ValueSource(strings = {"breast-cancer", "digits", "ties"})
  void comparison_ofClassifiers_isThatOfTheOtherProgram(String name) {
    JsonNode expected = EXPECTED.get(name);

    ClassificationComparison comparison = classification(name);

    McNemar test = comparison.mcNemar();
    assertThat(test.onlyFirst()).isEqualTo(expected.get("onlyFirst").asLong());
    assertThat(test.onlySecond()).isEqualTo(expected.get("onlySecond").asLong());
    assertThat(test.pValue()).isCloseTo(expected.get("mcnemar").asDouble(), CLOSE);
    assertThat(test.exact()).isTrue();
    Map<Figure, Difference> differences = comparison.differences(IntervalOptions.DEFAULT);
    assertBootstrap(differences, expected);
    if (expected.has("delong")) {
      Difference area = differences.get(Figure.ROC_AUC);
      JsonNode delong = expected.get("delong");
      assertThat(area.value()).isCloseTo(delong.get("difference").asDouble(), CLOSE);
      Interval interval = area.interval().orElseThrow();
      assertThat(interval.lower()).isCloseTo(delong.get("lower").asDouble(), CLOSE);
      assertThat(interval.upper()).isCloseTo(delong.get("upper").asDouble(), CLOSE);
      assertThat(area.pValue().orElseThrow()).isCloseTo(delong.get("pValue").asDouble(), CLOSE);
    }
    // The second's less the first's, whatever the way it was found.
    differences.forEach(
        (figure, difference) ->
            assertThat(difference.value())
                .as(figure.wireName())
                .isCloseTo(
                    comparison.second().figures().value(figure).orElseThrow()
                        - comparison.first().figures().value(figure).orElseThrow(),
                    within(1e-6)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"salary", "quantity"})
  void comparison_ofRegressions_isThatOfTheOtherProgram(String name) {
    RegressionComparison comparison = new RegressionComparison(TallyOptions.DEFAULT);
    List<ValuePair> second = ReferenceRows.pairs(name + "-2");
    int at = 0;
    for (ValuePair pair : ReferenceRows.pairs(name)) {
      comparison.add(pair.actual(), pair.predicted(), second.get(at++).predicted());
    }

    assertBootstrap(comparison.differences(IntervalOptions.DEFAULT), EXPECTED.get(name));
  }

  private static void assertBootstrap(Map<Figure, Difference> differences, JsonNode expected) {
    Map<Figure, Interval> intervals = new LinkedHashMap<>();
    differences.forEach(
        (figure, difference) ->
            difference.interval().ifPresent(interval -> intervals.put(figure, interval)));
    ReferenceTest.assertBootstrap(intervals, expected.get("bootstrap"));
  }

  @Test
  void mcNemar_byHand_isTheTossOfACoin() {
    // 1 of 6 or fewer: (1 + 6) / 64 to either side.
    assertThat(McNemar.of(1, 5).pValue()).isCloseTo(14 / 64.0, CLOSE);
    assertThat(McNemar.of(5, 1)).isEqualTo(new McNemar(5, 1, McNemar.of(1, 5).pValue(), true));
    assertThat(McNemar.of(3, 3).pValue()).isEqualTo(1);
    assertThat(McNemar.of(0, 0).pValue()).isEqualTo(1);
  }

  @Test
  void mcNemar_ofManyRows_isNearTheExactOne() {
    double exact = McNemar.of(4850, 5150).pValue();
    double approximate = McNemar.of(4851, 5151).pValue();

    assertThat(McNemar.of(4851, 5151).exact()).isFalse();
    assertThat(approximate).isCloseTo(exact, within(2e-4));
  }

  @Test
  void differences_ofAVersionAndItself_areNoughtAndWithoutInterval() {
    ClassificationComparison comparison =
        new ClassificationComparison(BINARY, "yes", TallyOptions.DEFAULT);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 200; i++) {
      float score = (float) random.nextDouble();
      float[] row = {1 - score, score};
      comparison.add(random.nextInt(2), row, row);
    }

    assertThat(comparison.differences(IntervalOptions.DEFAULT).values())
        .isNotEmpty()
        .allSatisfy(
            difference -> {
              assertThat(difference.value()).isZero();
              assertThat(difference.interval()).isEmpty();
              assertThat(difference.significant()).isFalse();
            });
    assertThat(comparison.mcNemar().pValue()).isEqualTo(1);
  }

  @Test
  void differences_ofABetterVersion_areSignificant() {
    ClassificationComparison comparison =
        new ClassificationComparison(BINARY, "yes", TallyOptions.DEFAULT);
    SplittableRandom random = new SplittableRandom(1);
    for (int i = 0; i < 1000; i++) {
      int truth = random.nextInt(2);
      float good = (float) Math.min(1, 0.6 * truth + 0.5 * random.nextDouble());
      float bad = (float) Math.min(1, 0.3 * truth + 0.7 * random.nextDouble());
      comparison.add(truth, new float[] {1 - bad, bad}, new float[] {1 - good, good});
    }

    Map<Figure, Difference> differences = comparison.differences(IntervalOptions.DEFAULT);

    for (Figure figure : List.of(Figure.ACCURACY, Figure.F1, Figure.ROC_AUC, Figure.LOG_LOSS)) {
      Difference difference = differences.get(figure);
      assertThat(difference.significant()).as(figure.wireName()).isTrue();
      assertThat(difference.value() > 0).isEqualTo(figure.higherIsBetter());
    }
    assertThat(comparison.mcNemar().pValue()).isLessThan(1e-6);
  }

  @Test
  void add_ofARowThatOneVersionHasWrong_countsItForNeither() {
    ClassificationComparison classes =
        new ClassificationComparison(BINARY, null, TallyOptions.DEFAULT);
    RegressionComparison values = new RegressionComparison(TallyOptions.DEFAULT);

    assertThatThrownBy(() -> classes.add(0, new float[] {1, 0}, new float[] {Float.NaN, 0}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> values.add(1, 1, Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);

    assertThat(classes.rows()).isZero();
    assertThat(classes.second().rows()).isZero();
    assertThat(values.rows()).isZero();
    assertThat(classes.differences(IntervalOptions.DEFAULT)).isEmpty();
    assertThat(values.differences(IntervalOptions.DEFAULT)).isEmpty();
  }
}
