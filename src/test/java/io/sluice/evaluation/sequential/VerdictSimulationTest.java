package io.sluice.evaluation.sequential;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

/**
 * What the verdict promises, tried on experiments whose truth is known: somebody looks after every
 * twentieth label, later after each hundredth part more, and acts at the first verdict that names a
 * winner.
 */
final class VerdictSimulationTest {
  private static final int EXPERIMENTS = 1000;
  private static final int PEEK = 20;
  private static final double GROWTH = 1.01;
  private static final double MOST_FALSE = 0.05;

  @Test
  void aa_proportions_areCalledDifferentInFivePercentAtMost() {
    for (double rate : new double[] {0.5, 0.9, 0.97}) {
      report(
          "A/A, accuracy " + rate,
          simulate(
              rule(true, 0.02), 20_000, new double[] {0.5, 0.5}, List.of(yes(rate), yes(rate))));
    }
  }

  @Test
  void aa_canary_isCalledDifferentInFivePercentAtMost() {
    report(
        "A/A, accuracy 0.9, 95 : 5",
        simulate(rule(true, 0.02), 20_000, new double[] {0.95, 0.05}, List.of(yes(0.9), yes(0.9))));
  }

  @Test
  void aa_skewedErrors_areCalledDifferentInFivePercentAtMost() {
    ToDoubleFunction<SplittableRandom> error = random -> -Math.log(1 - random.nextDouble());
    report(
        "A/A, mean of exponential errors",
        simulate(rule(false, 0.1), 20_000, new double[] {0.5, 0.5}, List.of(error, error)));
  }

  @Test
  void aa_fourArms_areCalledDifferentInFivePercentAtMost() {
    report(
        "A/A/A/A, accuracy 0.9",
        simulate(
            rule(true, 0.02),
            20_000,
            new double[] {0.25, 0.25, 0.25, 0.25},
            List.of(yes(0.9), yes(0.9), yes(0.9), yes(0.9))));
  }

  @Test
  void ab_effectOfTheMinimum_isFoundNearlyAlways() {
    Result result =
        simulate(rule(true, 0.02), 60_000, new double[] {0.5, 0.5}, List.of(yes(0.90), yes(0.92)));
    System.out.printf(
        "A/B, accuracy 0.90 : 0.92: power %.3f, wrong way %.3f, median %,d labels%n",
        result.called(1), result.called(0), result.median());
    assertThat(result.called(1)).isGreaterThanOrEqualTo(0.95);
    assertThat(result.called(0)).isLessThanOrEqualTo(0.01);
  }

  private static void report(String what, Result result) {
    double called = 1 - result.called(-1);
    System.out.printf("%s: false positives %.3f of %,d experiments%n", what, called, EXPERIMENTS);
    assertThat(called).isLessThanOrEqualTo(MOST_FALSE);
  }

  private static VerdictRule rule(boolean proportion, double effect) {
    return new VerdictRule("metric", proportion, true, effect, 0.05);
  }

  private static ToDoubleFunction<SplittableRandom> yes(double rate) {
    return random -> random.nextDouble() < rate ? 1 : 0;
  }

  private static Result simulate(
      VerdictRule rule,
      int labels,
      double[] weights,
      List<ToDoubleFunction<SplittableRandom>> arms) {
    SplittableRandom random = new SplittableRandom(20_261_124);
    Result result = new Result(new int[EXPERIMENTS], new int[EXPERIMENTS]);
    for (int experiment = 0; experiment < EXPERIMENTS; experiment++) {
      run(rule, labels, weights, arms, random, experiment, result);
    }
    return result;
  }

  private static void run(
      VerdictRule rule,
      int labels,
      double[] weights,
      List<ToDoubleFunction<SplittableRandom>> arms,
      SplittableRandom random,
      int experiment,
      Result result) {
    List<UnitMean> means = new ArrayList<>();
    for (int i = 0; i < arms.size(); i++) {
      means.add(new UnitMean(0));
    }
    result.winners()[experiment] = -1;
    result.labels()[experiment] = labels;
    int next = PEEK;
    for (int label = 1; label <= labels; label++) {
      int arm = arm(weights, random.nextDouble());
      means.get(arm).add(arms.get(arm).applyAsDouble(random));
      if (label == next) {
        next = (int) Math.max(label + PEEK, label * GROWTH);
        int winner = winner(rule, means);
        if (winner >= 0) {
          result.winners()[experiment] = winner;
          result.labels()[experiment] = label;
          return;
        }
      }
    }
  }

  private static int winner(VerdictRule rule, List<UnitMean> means) {
    List<ArmSample> samples = new ArrayList<>();
    for (int i = 0; i < means.size(); i++) {
      samples.add(ArmSample.of(Integer.toString(i), means.get(i)));
    }
    Verdict verdict = Verdict.of(rule, samples.get(0), samples.subList(1, samples.size()), 1);
    return verdict.winner().map(Integer::parseInt).orElse(-1);
  }

  private static int arm(double[] weights, double point) {
    double left = point;
    for (int i = 0; i < weights.length - 1; i++) {
      left -= weights[i];
      if (left < 0) {
        return i;
      }
    }
    return weights.length - 1;
  }

  /** Who won each experiment, -1 for nobody, and after how many labels. */
  @SuppressWarnings("ArrayRecordComponent") // A test's own scratch, never compared.
  private record Result(int[] winners, int[] labels) {
    double called(int winner) {
      return (double) Arrays.stream(winners).filter(one -> one == winner).count() / winners.length;
    }

    int median() {
      int[] sorted = labels.clone();
      Arrays.sort(sorted);
      return sorted[sorted.length / 2];
    }
  }
}
