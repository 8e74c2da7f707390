package io.sluice.evaluation.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.assertj.core.data.Offset;

/** What holds of the figures of any rows. */
final class TallyPropertyTest {
  private static final Offset<Double> CLOSE = within(1e-12);
  private static final List<String> LABELS = List.of("a", "b", "c");
  private static final int TRIES = 200;

  /** Few distinct probabilities, so that ties abound. */
  @Provide
  Arbitrary<List<Row>> rows() {
    Arbitrary<Integer> weight = Arbitraries.integers().between(0, 4);
    Arbitrary<Row> row =
        Combinators.combine(Arbitraries.integers().between(0, 2), weight, weight, weight)
            .as(
                (truth, a, b, c) -> {
                  float sum = Math.max(1, a + b + c);
                  return new Row(truth, List.of(a / sum, b / sum, c / sum));
                });
    return row.list().ofMaxSize(60);
  }

  private static ClassificationTally tally(List<Row> rows) {
    ClassificationTally tally = new ClassificationTally(LABELS, "b");
    rows.forEach(row -> row.addTo(tally));
    return tally;
  }

  @Property(tries = TRIES)
  void rocAuc_isTheShareOfPairsInTheRightOrder(@ForAll("rows") List<Row> rows) {
    double wins = 0;
    int pairs = 0;
    for (Row positive : rows) {
      for (Row negative : rows) {
        if (positive.truth == 1 && negative.truth != 1) {
          wins += (1 + Math.signum(positive.score(1) - negative.score(1))) / 2.0;
          pairs++;
        }
      }
    }

    Figures figures = tally(rows).figures();

    if (pairs == 0) {
      assertThat(figures.value("rocAuc")).isEmpty();
    } else {
      assertThat(figures.value("rocAuc").orElseThrow()).isCloseTo(wins / pairs, CLOSE);
    }
  }

  @Property(tries = TRIES)
  void rocAuc_isTheAreaBelowTheCurveThatIsDrawn(@ForAll("rows") List<Row> rows) {
    ClassRanking ranking = ranking(rows);
    List<CurvePoint> roc = ranking.curves().orElseThrow().roc();
    double area = 0;
    for (int i = 1; i < roc.size(); i++) {
      double width = roc.get(i).x() - roc.get(i - 1).x();
      area += width * (roc.get(i).y() + roc.get(i - 1).y()) / 2;
    }

    if (ranking.rocAuc().isEmpty()) {
      assertThat(roc).isEmpty();
    } else {
      assertThat(area).isCloseTo(ranking.rocAuc().getAsDouble(), CLOSE);
    }
  }

  @Property(tries = TRIES)
  void points_ofTheCurves_areWhatPredictingFromTheirThresholdGives(@ForAll("rows") List<Row> rows) {
    ClassCurves curves = ranking(rows).curves().orElseThrow();

    for (CurvePoint point : curves.roc()) {
      OneVsRest at = from(rows, point.threshold());
      assertThat(1 - at.specificity().orElseThrow()).isCloseTo(point.x(), CLOSE);
      assertThat(at.recall().orElseThrow()).isCloseTo(point.y(), CLOSE);
    }
    for (CurvePoint point : curves.precisionRecall()) {
      OneVsRest at = from(rows, point.threshold());
      assertThat(at.recall().orElseThrow()).isCloseTo(point.x(), CLOSE);
      assertThat(at.precision().orElseThrow()).isCloseTo(point.y(), CLOSE);
    }
    curves.youden().ifPresent(b -> assertThat(b.counts()).isEqualTo(from(rows, b.threshold())));
    curves
        .f1()
        .ifPresent(
            best -> {
              assertThat(best.counts()).isEqualTo(from(rows, best.threshold()));
              assertThat(best.value()).isEqualTo(best.counts().f1().orElseThrow());
              rows.forEach(
                  row ->
                      assertThat(from(rows, row.score(1)).f1().orElse(0))
                          .isLessThanOrEqualTo(best.value()));
            });
  }

  @Property(tries = TRIES)
  void figures_ofRowsInAnotherOrder_areTheSame(@ForAll("rows") List<Row> rows, @ForAll long seed) {
    List<Row> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, new Random(seed));

    assertSame(tally(shuffled).figures(), tally(rows).figures());
  }

  @Property(tries = TRIES)
  void merge_ofParts_isTheWhole(@ForAll("rows") List<Row> rows, @ForAll("rows") List<Row> more) {
    ClassificationTally merged = tally(rows);
    merged.merge(tally(more));
    List<Row> all = new ArrayList<>(rows);
    all.addAll(more);

    assertSame(merged.figures(), tally(all).figures());
  }

  @Property(tries = TRIES)
  void figures_ofAnyRows_areFiniteAndWithinTheirRange(@ForAll("rows") List<Row> rows) {
    Figures figures = tally(rows).figures();

    figures
        .asMap()
        .forEach(
            (name, value) -> {
              boolean signed = name.equals("mcc") || name.equals("kappa");
              double most = name.equals("logLoss") ? 34.6 : name.equals("brier") ? 2 : 1 + 1e-12;
              assertThat(value).as(name).isBetween(signed ? -1 - 1e-12 : 0, most);
            });
  }

  @Property(tries = 30)
  void intervals_ofAnyRows_holdTheirEstimates(@ForAll("rows") List<Row> rows) {
    ClassificationReport report = tally(rows).report(new IntervalOptions(0.9, 200, rows.size()));

    for (Map.Entry<Figure, Interval> entry : report.intervals().entrySet()) {
      double estimate = report.figures().value(entry.getKey()).orElseThrow();
      assertThat(entry.getValue().contains(estimate)).as(entry.toString()).isTrue();
    }
  }

  private static void assertSame(Figures actual, Figures expected) {
    assertThat(actual.names()).isEqualTo(expected.names());
    expected
        .asMap()
        .forEach(
            (name, value) ->
                assertThat(actual.value(name).orElseThrow()).as(name).isCloseTo(value, CLOSE));
  }

  private static ClassRanking ranking(List<Row> rows) {
    return tally(rows)
        .report(new IntervalOptions(0.9, 100, 1))
        .classes()
        .get(1)
        .ranking()
        .orElseThrow();
  }

  private static OneVsRest from(List<Row> rows, float threshold) {
    long[] counts = new long[4];
    for (Row row : rows) {
      boolean predicted = row.score(1) >= threshold;
      counts[(row.truth == 1 ? 0 : 2) + (predicted ? 0 : 1)]++;
    }
    return new OneVsRest(counts[0], counts[2], counts[1], counts[3]);
  }

  record Row(int truth, List<Float> scores) {
    Row {
      scores = List.copyOf(scores);
    }

    float score(int of) {
      return scores.get(of);
    }

    void addTo(ClassificationTally tally) {
      tally.add(truth, new float[] {score(0), score(1), score(2)});
    }
  }
}
