package io.sluice.prediction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.InstanceLimits;
import org.junit.jupiter.api.Test;

class PredictionConfigTest {
  @Test
  void limits_values_areHeededInTheirPlaces() {
    assertThat(new PredictionConfig(1, 2, 3, 4, 5).limits())
        .isEqualTo(new InstanceLimits(1, 2, 3, 4, 5));
  }

  @Test
  void newPredictionConfig_limitBelowOne_isRefused() {
    assertThatThrownBy(() -> new PredictionConfig(1, 2, 0, 4, 5))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("every limit must be at least 1");
  }
}
