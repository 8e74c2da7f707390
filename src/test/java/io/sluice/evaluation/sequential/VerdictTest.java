package io.sluice.evaluation.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class VerdictTest {
  private static final VerdictRule ACCURACY = new VerdictRule("accuracy", true, true, 0.005, 0.05);
  private static final VerdictRule ERROR = new VerdictRule("mae", false, false, 100, 0.05);

  @Test
  void of_clearlyBetter_namesTheArm() {
    Verdict verdict = judge(ACCURACY, rate("control", 10_000, 0.90), rate("b", 10_000, 0.95));

    assertThat(verdict.text()).isEqualTo("b better");
    assertThat(verdict.winner()).hasValue("b");
    Comparison comparison = verdict.comparisons().get(0);
    assertThat(comparison.lower()).isPositive().isLessThan(0.05);
    assertThat(comparison.upper()).isGreaterThan(0.05);
    assertThat(comparison.labelsNeeded()).isZero();
  }

  @Test
  void of_clearlyWorse_namesTheControl() {
    assertThat(judge(ACCURACY, rate("control", 10_000, 0.95), rate("b", 10_000, 0.90)).text())
        .isEqualTo("control better");
  }

  @Test
  void of_lessIsBetter_isTurnedRound() {
    ArmSample control = new ArmSample("control", 1000, 8000, 100 * 100);
    ArmSample arm = new ArmSample("b", 1000, 6000, 100 * 100);

    assertThat(judge(ERROR, control, arm).text()).isEqualTo("b better");
  }

  @Test
  void of_fewLabels_saysHowManyItTakes() {
    Verdict verdict = judge(ACCURACY, rate("control", 1000, 0.90), rate("b", 1000, 0.91));

    assertThat(verdict.text()).matches("not enough data: about [1-9][0-9]?,?0*.* more labels");
    assertThat(verdict.winner()).isEmpty();
  }

  @Test
  void of_labelsThatItSaid_areEnough() {
    Comparison open =
        judge(ACCURACY, rate("control", 1000, 0.90), rate("b", 1000, 0.92)).comparisons().get(0);
    long each = 1000 + open.labelsNeeded() / 2;

    assertThat(judge(ACCURACY, rate("control", each, 0.90), rate("b", each, 0.92)).winner())
        .hasValue("b");
  }

  @Test
  void of_hundredRightInARow_isNotTakenForCertain() {
    Verdict verdict = judge(ACCURACY, rate("control", 100, 0.97), rate("b", 100, 1));

    assertThat(verdict.winner()).isEmpty();
  }

  @Test
  void of_hardlyAnyLabel_isUndecidedWithoutAnyInterval() {
    Comparison comparison =
        judge(ACCURACY, rate("control", 0, 0), rate("b", 1, 1)).comparisons().get(0);

    assertThat(comparison.conclusion()).isEqualTo(Conclusion.UNDECIDED);
    assertThat(comparison.lower()).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(comparison.labelsNeeded()).isEqualTo(199);
  }

  @Test
  void of_manyAlikes_saysThatNoDifferenceMatters() {
    assertThat(judge(ACCURACY, rate("control", 900_000, 0.9), rate("b", 900_000, 0.9005)).text())
        .isEqualTo("no difference larger than 0.5 %");
    assertThat(
            judge(ERROR, new ArmSample("control", 9000, 8000, 4), new ArmSample("b", 9000, 8001, 4))
                .text())
        .isEqualTo("no difference larger than 100");
  }

  @Test
  void of_skewedAssignment_saysNothingElse() {
    Verdict verdict =
        Verdict.of(ACCURACY, rate("a", 10_000, 0.9), List.of(rate("b", 10_000, 0.95)), 1e-4);

    assertThat(verdict.text()).isEqualTo("invalid: assignment is skewed");
    assertThat(verdict.winner()).isEmpty();
  }

  @Test
  void of_severalArms_takesTheBestOfThoseThatAreBetter() {
    Verdict verdict =
        Verdict.of(
            ACCURACY,
            rate("a", 20_000, 0.90),
            List.of(rate("b", 20_000, 0.93), rate("c", 20_000, 0.95), rate("d", 20_000, 0.85)),
            1);

    assertThat(verdict.text()).isEqualTo("c better");
    assertThat(verdict.comparisons())
        .extracting(Comparison::conclusion)
        .containsExactly(Conclusion.BETTER, Conclusion.BETTER, Conclusion.WORSE);
  }

  @Test
  void of_moreArms_widensTheIntervals() {
    ArmSample control = rate("a", 1000, 0.9);
    ArmSample arm = rate("b", 1000, 0.91);
    double alone = judge(ACCURACY, control, arm).comparisons().get(0).upper();
    double amongThree =
        Verdict.of(ACCURACY, control, List.of(arm, arm, arm), 1).comparisons().get(0).upper();

    assertThat(amongThree).isGreaterThan(alone);
  }

  private static Verdict judge(VerdictRule rule, ArmSample control, ArmSample arm) {
    return Verdict.of(rule, control, List.of(arm), 1);
  }

  private static ArmSample rate(String arm, long labels, double rate) {
    return new ArmSample(arm, labels, rate, labels == 0 ? 0 : rate * (1 - rate) / labels);
  }
}
