package io.sluice.runtime.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class CostModelTest {
  private final CostModel cost = new CostModel();

  @Test
  void nanos_nothingMeasured_isZero() {
    assertThat(cost.nanos(1000)).isZero();
  }

  @Property
  void observe_timeThatIsAffineInRows_isFound(
      @ForAll @IntRange(max = 1_000_000) int fixed, @ForAll @IntRange(max = 10_000) int perRow) {
    CostModel affine = new CostModel();
    for (int i = 0; i < 200; i++) {
      affine.observe(1 + i % 7, fixed + (long) perRow * (1 + i % 7));
    }

    assertThat(affine.fixed()).isCloseTo(fixed, within(0.01 * (fixed + perRow) + 1));
    assertThat(affine.perRow()).isCloseTo(perRow, within(0.01 * (fixed + perRow) + 1));
  }

  @Test
  void observe_sameRowsAlways_knowsTheTimeOfThose() {
    for (int i = 0; i < 100; i++) {
      cost.observe(8, 5_000);
    }

    assertThat(cost.nanos(8)).isCloseTo(5_000, within(1.0));
    assertThat(cost.perRow()).isZero();
  }

  @Test
  void observe_oneDisturbedBatch_countsForLittle() {
    for (int i = 0; i < 100; i++) {
      cost.observe(1, 5_000);
    }
    cost.observe(1, 50_000_000);

    assertThat(cost.nanos(1)).isLessThan(6_000);
  }

  @Test
  void observe_slowBeginning_isSoonForgotten() {
    cost.observe(1, 50_000_000);
    for (int i = 0; i < 30; i++) {
      cost.observe(1, 5_000);
    }

    assertThat(cost.nanos(1)).isLessThan(50_000);
  }

  @Test
  void observe_modelThatBecameSlower_isNoticed() {
    for (int i = 0; i < 100; i++) {
      cost.observe(1, 5_000);
    }
    for (int i = 0; i < 100; i++) {
      cost.observe(1, 100_000);
    }

    assertThat(cost.nanos(1)).isCloseTo(100_000, within(5_000.0));
  }
}
