package io.sluice.evaluation.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Figures worked out by hand, and what becomes of them where they are not defined. */
final class ClassificationTallyTest {
  private static final Offset<Double> EXACT = within(1e-12);
  private static final List<String> BINARY = List.of("benign", "malignant");

  /** Four rows malignant, two of them found; six benign, one called malignant. */
  private static ClassificationTally tenRows() {
    ClassificationTally tally = new ClassificationTally(BINARY, "malignant");
    for (float score : new float[] {0.9f, 0.8f, 0.4f, 0.3f}) {
      tally.add(1, new float[] {1 - score, score});
    }
    for (float score : new float[] {0.7f, 0.3f, 0.2f, 0.2f, 0.1f, 0f}) {
      tally.add(0, new float[] {1 - score, score});
    }
    return tally;
  }

  @Test
  void figures_ofTenRowsByHand_areThoseOfThePositiveClass() {
    Figures figures = tenRows().figures();

    assertThat(figures.value("accuracy")).hasValue(0.7);
    assertThat(figures.value("precision").orElseThrow()).isCloseTo(2 / 3.0, EXACT);
    assertThat(figures.value("recall")).hasValue(0.5);
    assertThat(figures.value("specificity").orElseThrow()).isCloseTo(5 / 6.0, EXACT);
    assertThat(figures.value("f1").orElseThrow()).isCloseTo(4 / 7.0, EXACT);
    assertThat(figures.value("balancedAccuracy").orElseThrow()).isCloseTo(2 / 3.0, EXACT);
    // (2*5 - 1*2) / sqrt(3 * 4 * 6 * 7)
    assertThat(figures.value("mcc").orElseThrow()).isCloseTo(8 / Math.sqrt(504), EXACT);
    // observed 0.7, expected (4*3 + 6*7)/100
    assertThat(figures.value("kappa").orElseThrow()).isCloseTo(0.16 / 0.46, EXACT);
  }

  @Test
  void rocAuc_withATie_countsItHalf() {
    // Of 24 pairs: 0.9 and 0.8 win 6 each, 0.4 wins 5, 0.3 wins 4 and ties once.
    assertThat(tenRows().figures().value("rocAuc")).hasValue(21.5 / 24);
  }

  @Test
  void prAuc_withATie_takesTiedRowsTogether() {
    // Recall rises by a quarter at precisions 1/1, 2/2, 3/4 and, tied with a benign one, 4/6.
    assertThat(tenRows().figures().value("prAuc").orElseThrow())
        .isCloseTo((1 + 1 + 3 / 4.0 + 4 / 6.0) / 4, EXACT);
  }

  @Test
  void figures_ofThreeClassesByHand_areMacro() {
    ClassificationTally tally = new ClassificationTally(List.of("a", "b", "c"), null);
    int[][] counts = {{5, 1, 0}, {2, 3, 1}, {0, 0, 4}};
    for (int truth = 0; truth < 3; truth++) {
      for (int predicted = 0; predicted < 3; predicted++) {
        float[] row = {0.25f, 0.25f, 0.25f};
        row[predicted] = 0.5f;
        for (int i = 0; i < counts[truth][predicted]; i++) {
          tally.add(truth, row);
        }
      }
    }
    Figures figures = tally.figures();

    assertThat(figures.value("accuracy")).hasValue(0.75);
    assertThat(figures.value("precision").orElseThrow())
        .isCloseTo((5 / 7.0 + 3 / 4.0 + 4 / 5.0) / 3, EXACT);
    assertThat(figures.value("recall").orElseThrow()).isCloseTo((5 / 6.0 + 3 / 6.0 + 1) / 3, EXACT);
    assertThat(figures.value("macroF1").orElseThrow())
        .isCloseTo((10 / 13.0 + 6 / 10.0 + 8 / 9.0) / 3, EXACT);
    assertThat(figures.value("weightedPrecision").orElseThrow())
        .isCloseTo((6 * 5 / 7.0 + 6 * 3 / 4.0 + 4 * 4 / 5.0) / 16, EXACT);
    assertThat(figures.value("weightedRecall")).hasValue(0.75);
    assertThat(figures.value("microF1")).hasValue(0.75);
    assertThat(figures.value("microSpecificity")).hasValue(28 / 32.0);
    // s=16, c=12, t=(6,6,4), p=(7,4,5): (192-86)/sqrt((256-90)(256-88))
    assertThat(figures.value("mcc").orElseThrow()).isCloseTo(106 / Math.sqrt(166 * 168), EXACT);
    assertThat(figures.value("kappa").orElseThrow()).isCloseTo(106 / 170.0, EXACT);
  }

  @Test
  void probabilityFigures_byHand_areInNatsAndSquares() {
    ClassificationTally tally = new ClassificationTally(BINARY, "malignant");
    tally.add(1, new float[] {0.25f, 0.75f});
    tally.add(0, new float[] {0.5f, 0.5f});
    Figures figures = tally.figures();

    assertThat(figures.value("logLoss").orElseThrow())
        .isCloseTo(-(Math.log(0.75) + Math.log(0.5)) / 2, EXACT);
    assertThat(figures.value("brier").orElseThrow()).isCloseTo((0.0625 + 0.25) / 2, EXACT);
    assertThat(figures.value("calibrationError").orElseThrow()).isCloseTo((0.25 + 0.5) / 2, EXACT);
  }

  @Test
  void logLoss_ofATruthHeldImpossible_isBounded() {
    ClassificationTally tally = new ClassificationTally(BINARY, null);
    tally.add(0, new float[] {0, 1});

    assertThat(tally.figures().value("logLoss").orElseThrow()).isCloseTo(-Math.log(1e-15), EXACT);
  }

  @Test
  void figures_withoutRows_areAllAbsent() {
    assertThat(new ClassificationTally(BINARY, "malignant").figures().names()).isEmpty();
  }

  @Test
  void figures_ofRowsOfOneClassOnly_areAbsentWhereTheyNeedTheOther() {
    ClassificationTally tally = new ClassificationTally(BINARY, "malignant");
    tally.add(0, new float[] {0.9f, 0.1f});
    tally.add(0, new float[] {0.8f, 0.2f});
    Figures figures = tally.figures();

    assertThat(figures.value("accuracy")).hasValue(1);
    assertThat(figures.value("specificity")).hasValue(1);
    assertThat(figures.names())
        .doesNotContain(
            "precision", "recall", "f1", "mcc", "kappa", "rocAuc", "prAuc", "macroRocAuc");
    assertThat(figures.value("balancedAccuracy")).hasValue(1);
  }

  @Test
  void figures_ofAClassNeverPredicted_haveNoPrecisionButAnF1OfNought() {
    ClassificationTally tally = new ClassificationTally(BINARY, "malignant");
    tally.add(1, new float[] {0.9f, 0.1f});
    tally.add(0, new float[] {0.8f, 0.2f});
    Figures figures = tally.figures();

    assertThat(figures.value("precision")).isEmpty();
    assertThat(figures.value("recall")).hasValue(0);
    assertThat(figures.value("f1")).hasValue(0);
    assertThat(figures.value("macroPrecision")).hasValue(0.5);
    assertThat(figures.value("macroF1").orElseThrow()).isCloseTo(1 / 3.0, EXACT);
    assertThat(figures.value("mcc")).isEmpty();
    assertThat(figures.value("kappa")).hasValue(0);
  }

  @Test
  void add_ofEqualProbabilities_choosesTheFirstLabelAsAnswersDo() {
    ClassificationTally tally = new ClassificationTally(BINARY, "malignant");
    tally.add(0, new float[] {0.5f, 0.5f});

    assertThat(tally.figures().value("accuracy")).hasValue(1);
  }

  @Test
  void topK_byHand_ranksTiesInTheOrderOfLabels() {
    ClassificationTally tally = new ClassificationTally(List.of("a", "b", "c", "d", "e"), null);
    tally.add(3, new float[] {0.2f, 0.2f, 0.2f, 0.2f, 0.2f});
    tally.add(2, new float[] {0.1f, 0.2f, 0.5f, 0.1f, 0.1f});

    assertThat(tally.topK().accuracy(1)).hasValue(0.5);
    assertThat(tally.figures().value("top3Accuracy")).hasValue(0.5);
    assertThat(tally.topK().accuracy(4)).hasValue(1);
    assertThat(tally.figures().names()).doesNotContain("top5Accuracy");
  }

  @Test
  void figures_ofMoreRowsThanMayBeKept_lackAreasOnly() {
    ClassificationTally bounded =
        new ClassificationTally(BINARY, "malignant", new TallyOptions(18, 10));
    bounded.merge(tenRows());
    Figures kept = tenRows().figures();

    Figures figures = bounded.figures();

    assertThat(bounded.ranked()).isFalse();
    assertThat(figures.names()).noneMatch(name -> name.endsWith("Auc"));
    figures.names().forEach(n -> assertThat(figures.value(n)).isEqualTo(kept.value(n)));
    assertThat(figures.names()).hasSize(kept.names().size() - 8);
  }

  @Test
  void add_ofWhatIsNoRow_isRefusedAndNotCounted() {
    ClassificationTally tally = new ClassificationTally(BINARY, null);

    assertThatThrownBy(() -> tally.add(2, new float[] {0.5f, 0.5f}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tally.add(0, new float[] {1}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tally.add(0, new float[] {0.5f, Float.NaN}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tally.add(0, new float[] {-0.1f, 0.5f}))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(tally.rows()).isZero();
  }

  @Test
  void add_ofAProbabilityRoundedOverOne_takesItAsOne() {
    ClassificationTally tally = new ClassificationTally(BINARY, null);
    tally.add(1, new float[] {-0f, Math.nextUp(1f)});

    assertThat(tally.figures().value("brier")).hasValue(0);
  }

  @Test
  void new_withLabelsThatMakeNoSense_isRefused() {
    assertThatThrownBy(() -> new ClassificationTally(List.of("a"), null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ClassificationTally(List.of("a", "a"), null))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new ClassificationTally(BINARY, "other"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void merge_ofOtherLabels_isRefused() {
    ClassificationTally other = new ClassificationTally(List.of("a", "b"), null);

    assertThatThrownBy(() -> tenRows().merge(other)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void merge_intoItself_countsEveryRowTwice() {
    ClassificationTally tally = tenRows();
    tally.merge(tally);

    assertThat(tally.rows()).isEqualTo(20);
    assertThat(tally.figures().value("rocAuc")).hasValue(21.5 / 24);
    assertThat(tally.figures().value("accuracy")).hasValue(0.7);
  }
}
