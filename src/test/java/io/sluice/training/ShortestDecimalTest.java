package io.sluice.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Decimals read back as the float they came from, and none shorter would. */
final class ShortestDecimalTest {

  @Property
  void of_anyFiniteFloat_readsBackAsItself(@ForAll float value) {
    assertThat(ShortestDecimal.of(value).floatValue()).isEqualTo(value + 0f);
    assertThat(ShortestDecimal.of(value).stripTrailingZeros().precision()).isLessThanOrEqualTo(9);
  }

  @Example
  void of_valueThatJdk17PrintsTooLong_isShort() {
    assertThat(ShortestDecimal.of(2.0E-3f)).hasToString("0.002");
    assertThat(ShortestDecimal.of((float) 2.2E10)).hasToString("22000000000");
  }

  @Example
  void of_notFinite_isRefused() {
    assertThatThrownBy(() -> ShortestDecimal.of(Float.NaN))
        .isInstanceOf(NumberFormatException.class);
  }
}
