package io.sluice.runtime.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchRuleTest {
  private static final double IDLE = 0;

  @Test
  void admits_rowsThatCostNothing_takesAllUpToTheBound() {
    BatchRule rule = rule(measured(1000, 0), IDLE, 1, 500, 64);

    assertThat(rule.admits(1, 63)).isTrue();
    assertThat(rule.admits(2, 63)).isFalse();
  }

  @Test
  void admits_nothingMeasured_takesAllUpToTheBound() {
    assertThat(rule(new CostModel(), IDLE, 1, 500, 64).admits(10, 54)).isTrue();
  }

  @Test
  void admits_rowsCheaperThanTheBatch_leavesTheOtherLanesTheirShare() {
    // A batch costs as much as ten rows; forty wait for two lanes.
    CostModel cost = measured(1000, 100);

    assertThat(rule(cost, IDLE, 2, 40, 64).admits(1, 19)).isTrue();
    assertThat(rule(cost, IDLE, 2, 40, 64).admits(1, 20)).isFalse();
    assertThat(rule(cost, IDLE, 1, 40, 64).admits(1, 39)).isTrue();
  }

  @Test
  void admits_timeThatIsLinearInRows_joinsNobodyUnlessArrivalsDemandIt() {
    // A row costs five times what a batch does: 600 ns alone, 1.1 us for two.
    CostModel cost = measured(100, 500);

    assertThat(rule(cost, IDLE, 1, 40, 64).admits(1, 1)).isFalse();
    // 1.5 rows a microsecond keep the lane busy by 90 %: more than it can do alone with ease.
    assertThat(rule(cost, 0.0015, 1, 40, 64).admits(1, 1)).isFalse();
    assertThat(rule(measured(100, 120), 0.006, 1, 40, 64).admits(1, 1)).isTrue();
    assertThat(rule(measured(100, 120), 0.006, 1, 40, 64).admits(1, 7)).isFalse();
  }

  private static BatchRule rule(
      CostModel cost, double arrivals, int lanes, long waiting, int most) {
    return new BatchRule(cost, arrivals, lanes, waiting, most);
  }

  private static CostModel measured(long fixed, long perRow) {
    CostModel cost = new CostModel();
    for (int i = 0; i < 100; i++) {
      int rows = 1 + i % 4;
      cost.observe(rows, fixed + perRow * rows);
    }
    return cost;
  }
}
