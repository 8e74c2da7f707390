package io.sluice.evaluation.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every figure against {@code figures.py}, which computes it with scikit-learn and SciPy, or by
 * other ways: all pairs of rows where the figures rank, rows drawn one by one where they draw
 * counts.
 */
final class ReferenceTest {
  private static final Offset<Double> CLOSE = within(1e-9);

  /** Relative: squared dollars are large. */
  private static final double RELATIVE = 1e-12;

  private static final JsonNode EXPECTED = ReferenceRows.expected();

  static Stream<String> classifications() {
    return names("classification");
  }

  static Stream<String> regressions() {
    return names("regression");
  }

  @ParameterizedTest
  @MethodSource("classifications")
  void figures_ofAClassification_areThoseOfTheOtherProgram(String name) {
    JsonNode expected = EXPECTED.get("classification").get(name).get("figures");

    assertFigures(ReferenceRows.classification(name).figures(), expected);
  }

  @ParameterizedTest
  @MethodSource("classifications")
  void report_ofAClassification_isThatOfTheOtherProgram(String name) {
    JsonNode expected = EXPECTED.get("classification").get(name);

    ClassificationReport report =
        ReferenceRows.classification(name).report(IntervalOptions.DEFAULT);

    assertFigures(report.figures(), expected.get("figures"));
    assertThat(report.topK()).hasSameSizeAs(expected.get("topK"));
    for (int k = 0; k < report.topK().size(); k++) {
      assertThat(report.topK().get(k)).isCloseTo(expected.get("topK").get(k).asDouble(), CLOSE);
    }
    for (int c = 0; c < report.classes().size(); c++) {
      for (int other = 0; other < report.classes().size(); other++) {
        assertThat(report.matrix().count(c, other))
            .isEqualTo(expected.get("confusion").get(c).get(other).asLong());
      }
      assertClass(report.classes().get(c), expected.get("classes").get(c));
    }
  }

  private static void assertClass(ClassReport report, JsonNode expected) {
    assertOptional(report.counts().precision(), expected.get("precision"));
    assertOptional(report.counts().recall(), expected.get("recall"));
    assertOptional(report.counts().f1(), expected.get("f1"));
    assertOptional(report.counts().specificity(), expected.get("specificity"));
    ClassRanking ranking = report.ranking().orElseThrow();
    JsonNode ranked = expected.get("ranking");
    assertOptional(ranking.rocAuc(), ranked.get("rocAuc"));
    assertOptional(ranking.prAuc(), ranked.get("prAuc"));
    assertInterval(ranking.rocInterval(), ranked.get("rocInterval"));
    assertInterval(ranking.prInterval(), ranked.get("prInterval"));
    ClassCurves curves = ranking.curves().orElseThrow();
    assertBest(curves.youden(), ranked.get("youden"));
    assertBest(curves.f1(), ranked.get("f1"));
    assertThat(curves.lift()).hasSize(ranked.has("gain") ? LiftPoint.STEPS : 0);
    for (int i = 0; i < curves.lift().size(); i++) {
      assertThat(curves.lift().get(i).gain())
          .isCloseTo(ranked.get("gain").get(i).asDouble(), CLOSE);
    }
  }

  @ParameterizedTest
  @MethodSource("classifications")
  void intervals_ofAClassification_areThoseOfTheOtherProgram(String name) {
    JsonNode expected = EXPECTED.get("classification").get(name);

    ClassificationReport report =
        ReferenceRows.classification(name).report(IntervalOptions.DEFAULT);

    Map<Figure, Interval> intervals = report.intervals();
    expected
        .get("intervals")
        .properties()
        .forEach(
            entry ->
                assertInterval(
                    Optional.ofNullable(intervals.get(Figure.of(entry.getKey()).orElseThrow())),
                    entry.getValue()));
    assertBootstrap(intervals, expected.get("bootstrap"));
    // And none that the other program does not find.
    for (Figure figure : List.of(Figure.ACCURACY, Figure.LOG_LOSS, Figure.BRIER)) {
      assertThat(intervals.containsKey(figure))
          .as(figure.wireName())
          .isEqualTo(expected.get("intervals").has(figure.wireName()));
    }
  }

  @ParameterizedTest
  @MethodSource("regressions")
  void report_ofARegression_isThatOfTheOtherProgram(String name) {
    JsonNode expected = EXPECTED.get("regression").get(name);
    RegressionTally tally = ReferenceRows.regression(name);

    RegressionReport report = tally.report(IntervalOptions.DEFAULT);

    assertFigures(tally.figures(), expected.get("figures"));
    assertFigures(report.figures(), expected.get("figures"));
    assertClose(report.bias().orElseThrow(), expected.get("bias").asDouble(), "bias");
    assertThat(report.residuals()).hasSameSizeAs(expected.get("residuals"));
    for (int i = 0; i < report.residuals().size(); i++) {
      assertClose(
          report.residuals().get(i).value(), expected.get("residuals").get(i).asDouble(), "" + i);
    }
    assertBootstrap(report.intervals(), expected.get("bootstrap"));
  }

  /**
   * Both are chance: the limits agree to a tenth of the width only. The standard error of a limit
   * of 2,000 draws is a hundredth and a half of the width, that of their difference two hundredths.
   */
  static void assertBootstrap(Map<Figure, Interval> intervals, JsonNode expected) {
    expected
        .properties()
        .forEach(
            entry -> {
              Interval interval = intervals.get(Figure.of(entry.getKey()).orElseThrow());
              double low = entry.getValue().get(0).asDouble();
              double high = entry.getValue().get(1).asDouble();
              Offset<Double> chance = within((high - low) / 10);
              assertThat(interval.method()).isEqualTo(Interval.Method.BOOTSTRAP);
              assertThat(interval.lower()).as(entry.getKey()).isCloseTo(low, chance);
              assertThat(interval.upper()).as(entry.getKey()).isCloseTo(high, chance);
            });
  }

  private static void assertFigures(Figures figures, JsonNode expected) {
    List<String> names = new ArrayList<>();
    expected.fieldNames().forEachRemaining(names::add);
    assertThat(figures.names()).containsExactlyInAnyOrderElementsOf(names);
    for (String name : names) {
      assertClose(figures.value(name).orElseThrow(), expected.get(name).asDouble(), name);
    }
  }

  private static void assertClose(double actual, double expected, String name) {
    double tolerance = Math.max(1e-9, Math.abs(expected) * RELATIVE);
    assertThat(actual).as(name).isCloseTo(expected, within(tolerance));
  }

  private static void assertOptional(OptionalDouble actual, @Nullable JsonNode expected) {
    assertThat(actual.isPresent()).isEqualTo(expected != null);
    if (expected == null) {
      return;
    }
    actual.ifPresent(value -> assertThat(value).isCloseTo(expected.asDouble(), CLOSE));
  }

  private static void assertInterval(Optional<Interval> actual, @Nullable JsonNode expected) {
    assertThat(actual.isPresent()).isEqualTo(expected != null);
    if (expected == null) {
      return;
    }
    actual.ifPresent(
        interval -> {
          assertThat(interval.lower()).isCloseTo(expected.get(0).asDouble(), CLOSE);
          assertThat(interval.upper()).isCloseTo(expected.get(1).asDouble(), CLOSE);
        });
  }

  private static void assertBest(Optional<BestThreshold> actual, @Nullable JsonNode expected) {
    assertThat(actual.isPresent()).isEqualTo(expected != null);
    if (expected == null) {
      return;
    }
    actual.ifPresent(
        best -> {
          assertThat((double) best.threshold()).isCloseTo(expected.get(0).asDouble(), CLOSE);
          assertThat(best.value()).isCloseTo(expected.get(1).asDouble(), CLOSE);
        });
  }

  private static Stream<String> names(String kind) {
    List<String> names = new ArrayList<>();
    EXPECTED.get(kind).fieldNames().forEachRemaining(names::add);
    return names.stream();
  }
}
