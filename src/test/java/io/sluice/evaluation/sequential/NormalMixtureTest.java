package io.sluice.evaluation.sequential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;

final class NormalMixtureTest {

  @Property
  void radius_anyVariance_endsJustWhereTheTestRejects(
      @ForAll @Scale(6) @DoubleRange(min = 1e-6, max = 10) double variance,
      @ForAll @Scale(6) @DoubleRange(min = 1e-3, max = 10) double tau,
      @ForAll @Scale(6) @DoubleRange(min = 0.001, max = 0.2) double alpha) {
    double radius = NormalMixture.radius(variance, tau, alpha);

    assertThat(NormalMixture.pValue(radius * 1.001, variance, tau)).isLessThan(alpha);
    assertThat(NormalMixture.pValue(radius * 0.999, variance, tau)).isGreaterThan(alpha);
  }

  @Property
  void radius_lessVariance_isSmaller(
      @ForAll @Scale(6) @DoubleRange(min = 1e-6, max = 10) double variance,
      @ForAll @Scale(6) @DoubleRange(min = 1e-3, max = 10) double tau) {
    assertThat(NormalMixture.radius(variance / 2, tau, 0.05))
        .isLessThan(NormalMixture.radius(variance, tau, 0.05));
  }

  @Test
  void pValue_isTheReciprocalOfTheMixtureIntegratedByHand() {
    double difference = 0.7;
    double variance = 0.04;
    double tau = 0.3;
    // The integral over theta of N(theta; 0, tau^2) exp((d theta - theta^2 / 2) / V).
    double ratio = 0;
    double step = 1e-4;
    for (double theta = -6; theta < 6; theta += step) {
      double prior = Math.exp(-theta * theta / (2 * tau * tau)) / (tau * Math.sqrt(2 * Math.PI));
      ratio += step * prior * Math.exp((difference * theta - theta * theta / 2) / variance);
    }
    assertThat(NormalMixture.pValue(difference, variance, tau)).isCloseTo(1 / ratio, within(1e-9));
  }

  @Test
  void pValue_noDifference_isOne() {
    assertThat(NormalMixture.pValue(0, 0.1, 1)).isEqualTo(1);
  }
}
