package io.sluice.evaluation.figures;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class BinomialSamplerTest {
  private static final int SAMPLES = 200_000;

  /** Both ways of sampling, on both sides of one half, and where one gives way to the other. */
  @ParameterizedTest
  @CsvSource({"1,0.3", "20,0.1", "19,0.5", "20,0.5", "50,0.2", "1000,0.02", "1000,0.7", "99,0.99"})
  void sample_ofAnyShare_isBinomialByChiSquared(int trials, double share) {
    BinomialSampler sampler = new BinomialSampler(new SplittableRandom(7));
    long[] seen = new long[trials + 1];
    for (int i = 0; i < SAMPLES; i++) {
      seen[(int) sampler.sample(trials, share)]++;
    }

    BinomialDistribution distribution = BinomialDistribution.of(trials, share);
    double statistic = 0;
    int cells = 0;
    double expected = 0;
    long observed = 0;
    for (int k = 0; k <= trials; k++) {
      expected += SAMPLES * distribution.probability(k);
      observed += seen[k];
      double rest = SAMPLES * distribution.survivalProbability(k);
      if (expected >= 10 && (rest >= 10 || k == trials)) {
        statistic += (observed - expected) * (observed - expected) / expected;
        cells++;
        expected = 0;
        observed = 0;
      }
    }
    if (expected > 0) {
      statistic += (observed - expected) * (observed - expected) / expected;
      cells++;
    }

    double pValue = ChiSquaredDistribution.of(cells - 1.0).survivalProbability(statistic);
    assertThat(pValue).as("chi-squared %s of %s cells", statistic, cells).isGreaterThan(1e-3);
  }

  @Test
  void sample_ofCertainties_isCertain() {
    BinomialSampler sampler = new BinomialSampler(new SplittableRandom(7));

    assertThat(sampler.sample(5, 0)).isZero();
    assertThat(sampler.sample(5, 1)).isEqualTo(5);
    assertThat(sampler.sample(0, 0.5)).isZero();
  }

  @Test
  void draw_ofKinds_keepsTheNumberOfRows() {
    long[] counts = {1_000_000, 3, 0, 50_000};
    Multinomial multinomial = new Multinomial(counts, new SplittableRandom(7));
    long[] drawn = new long[4];

    for (int i = 0; i < 100; i++) {
      multinomial.draw(drawn);
      assertThat(drawn[0] + drawn[1] + drawn[2] + drawn[3]).isEqualTo(1_050_003);
      assertThat(drawn[2]).isZero();
      assertThat(Arrays.stream(drawn).min().orElseThrow()).isNotNegative();
    }
  }
}
