package io.sluice.evaluation.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class WilsonTest {

  /** Newcombe, Statistics in Medicine 17 (1998), table I, method 3. */
  @ParameterizedTest
  @CsvSource({
    "81,263,0.2553,0.3662",
    "15,148,0.0624,0.1605",
    "0,20,0,0.1611",
    "1,29,0.0061,0.1718"
  })
  void interval_ofNewcombesExamples_isHis(long successes, long trials, double low, double high) {
    Interval interval = Wilson.interval(successes, trials, 0.95).orElseThrow();

    assertThat(interval.lower()).isCloseTo(low, within(5e-5));
    assertThat(interval.upper()).isCloseTo(high, within(5e-5));
  }

  @Test
  void interval_withoutTrials_isAbsent() {
    assertThat(Wilson.interval(0, 0, 0.95)).isEmpty();
  }

  @Test
  void interval_ofImpossibleCountsOrLevels_isRefused() {
    assertThatThrownBy(() -> Wilson.interval(3, 2, 0.95))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Wilson.interval(-1, 2, 0.95))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Wilson.interval(1, 2, 1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Property
  void interval_ofAnyProportion_holdsItAndStaysWithinItsRange(
      @ForAll @IntRange(min = 1, max = 1_000_000) int trials,
      @ForAll @DoubleRange(min = 0, max = 1) double share,
      @ForAll @DoubleRange(min = 0.01, max = 0.99) double level) {
    long successes = Math.round(share * trials);

    Interval interval = Wilson.interval(successes, trials, level).orElseThrow();

    assertThat(interval.contains((double) successes / trials)).isTrue();
    assertThat(interval.lower()).isNotNegative();
    assertThat(interval.upper()).isLessThanOrEqualTo(1);
  }

  /**
   * The exact coverage, summed over every outcome rather than simulated: on the average over shares
   * it is near the level, as Brown, Cai and DasGupta found.
   */
  @ParameterizedTest
  @CsvSource({"20,0.95", "50,0.95", "100,0.95", "50,0.9", "50,0.99"})
  void coverage_overAllShares_isTheLevel(int trials, double level) {
    double sum = 0;
    double least = 1;
    int shares = 0;
    for (double share = 0.05; share < 0.951; share += 0.001) {
      BinomialDistribution outcomes = BinomialDistribution.of(trials, share);
      double coverage = 0;
      for (int successes = 0; successes <= trials; successes++) {
        if (Wilson.interval(successes, trials, level).orElseThrow().contains(share)) {
          coverage += outcomes.probability(successes);
        }
      }
      sum += coverage;
      least = Math.min(least, coverage);
      shares++;
    }

    assertThat(sum / shares).isCloseTo(level, within(0.01));
    assertThat(least).isGreaterThan(level - 0.06);
  }
}
