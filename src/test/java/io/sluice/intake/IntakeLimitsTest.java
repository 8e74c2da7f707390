package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class IntakeLimitsTest {

  @Test
  void defaults_areThoseOfTheDocumentation() {
    assertThat(IntakeLimits.DEFAULTS)
        .isEqualTo(
            new IntakeLimits(
                536_870_912,
                2_147_483_648L,
                268_435_456,
                4_194_304,
                64,
                200_000,
                16_777_216,
                65_536));
  }

  @Test
  void withCaps_replacesTheCapsOnly() {
    IntakeLimits limits = IntakeLimits.DEFAULTS.withCaps(1, 2, 3);

    assertThat(limits.maxArchiveBytes()).isEqualTo(1);
    assertThat(limits.maxInflatedBytes()).isEqualTo(2);
    assertThat(limits.maxParameters()).isEqualTo(3);
    assertThat(limits.maxConfigurationBytes())
        .isEqualTo(IntakeLimits.DEFAULTS.maxConfigurationBytes());
  }

  @Test
  void constructor_limitBelowOne_isRefused() {
    assertThatThrownBy(() -> IntakeLimits.DEFAULTS.withCaps(0, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> IntakeLimits.DEFAULTS.withCaps(1, 1, -1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new IntakeLimits(1, 1, 1, 1, 0, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
