package io.sluice.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.Outcome.Classification;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TopClassesTest {
  private static final Classification FOUR =
      new Classification(List.of("a", "b", "c", "d"), new float[] {0.1f, 0.4f, 0.1f, 0.4f});

  @Test
  void order_ofAll_isTheDescriptors() {
    assertThat(TopClasses.ALL.order(FOUR)).containsExactly(0, 1, 2, 3);
    assertThat(TopClasses.ALL.isAll()).isTrue();
  }

  @Test
  void order_ofSome_isByProbabilityAndStable() {
    assertThat(new TopClasses(3).order(FOUR)).containsExactly(1, 3, 0);
    assertThat(new TopClasses(9).order(FOUR)).containsExactly(1, 3, 0, 2);
  }

  @Test
  void new_withoutAClass_isRefused() {
    assertThatThrownBy(() -> new TopClasses(0)).isInstanceOf(IllegalArgumentException.class);
  }
}
