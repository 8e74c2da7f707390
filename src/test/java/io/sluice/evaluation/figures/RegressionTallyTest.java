package io.sluice.evaluation.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Figures worked out by hand, and what becomes of them where they are not defined. */
final class RegressionTallyTest {
  private static final Offset<Double> EXACT = within(1e-12);

  /** Errors 1, -1, 2, 0 on the values 0, 2, 4, 6. */
  private static RegressionTally fourRows() {
    RegressionTally tally = new RegressionTally();
    tally.add(0, 1);
    tally.add(2, 1);
    tally.add(4, 6);
    tally.add(6, 6);
    return tally;
  }

  @Test
  void figures_ofFourRowsByHand_areRight() {
    Figures figures = fourRows().figures();

    assertThat(figures.value("mae")).hasValue(1);
    assertThat(figures.value("mse")).hasValue(1.5);
    assertThat(figures.value("rmse")).hasValue(Math.sqrt(1.5));
    assertThat(figures.value("r2").orElseThrow()).isCloseTo(1 - 6 / 20.0, EXACT);
    assertThat(figures.value("medianAbsoluteError")).hasValue(1);
    assertThat(fourRows().bias()).hasValue(0.5);
  }

  @Test
  void mape_withAnActualValueOfNought_leavesThatRowOut() {
    assertThat(fourRows().figures().value("mape").orElseThrow())
        .isCloseTo((0.5 + 0.5 + 0) / 3, EXACT);
    assertThat(fourRows().relativeRows()).isEqualTo(3);
  }

  @Test
  void mape_ofNoughtsOnly_isAbsent() {
    RegressionTally tally = new RegressionTally();
    tally.add(0, 1);

    assertThat(tally.figures().value("mape")).isEmpty();
  }

  @Test
  void figures_withoutRows_areAllAbsent() {
    assertThat(new RegressionTally().figures().names()).isEmpty();
    assertThat(new RegressionTally().bias()).isEmpty();
  }

  @Test
  void r2_ofOneActualValueOnly_isAbsent() {
    RegressionTally tally = new RegressionTally();
    tally.add(3, 3);
    tally.add(3, 4);

    assertThat(tally.figures().value("r2")).isEmpty();
  }

  @Test
  void r2_ofValuesFarFromNought_keepsItsDigits() {
    RegressionTally tally = new RegressionTally();
    for (int i = 0; i < 1000; i++) {
      tally.add(1e9 + i % 2, 1e9 + i % 2 + 0.25);
    }

    assertThat(tally.r2().orElseThrow()).isCloseTo(1 - 0.0625 / 0.25, EXACT);
  }

  @Test
  void figures_ofMoreRowsThanMayBeKept_lackTheMedianOnly() {
    RegressionTally bounded = new RegressionTally(new TallyOptions(7, 10));
    bounded.merge(fourRows());

    assertThat(bounded.complete()).isFalse();
    assertThat(bounded.figures().names()).containsExactly("mae", "mse", "rmse", "r2", "mape");
    assertThat(bounded.report(IntervalOptions.DEFAULT).intervals()).isEmpty();
  }

  @Test
  void add_ofWhatIsNoNumber_isRefusedAndNotCounted() {
    RegressionTally tally = new RegressionTally();

    assertThatThrownBy(() -> tally.add(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> tally.add(1, Double.POSITIVE_INFINITY))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(tally.rows()).isZero();
  }

  @Test
  void merge_intoItself_countsEveryRowTwice() {
    RegressionTally tally = fourRows();
    tally.merge(tally);

    assertThat(tally.rows()).isEqualTo(8);
    assertThat(tally.figures().value("r2").orElseThrow()).isCloseTo(0.7, EXACT);
    assertThat(tally.figures().value("medianAbsoluteError")).hasValue(1);
  }
}
