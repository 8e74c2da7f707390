package io.sluice.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FloatTextTest {

  @ParameterizedTest
  @CsvSource({
    "0.98, 0.98",
    "123456.7, 123456.7",
    "5, 5",
    "-0.0, -0",
    "1.0E10, 1E10",
    "1.05E10, 1.05E10",
    "2.0E-3, 0.002",
    "3.4028235E38, 3.4028235E38",
    "1.0E23, 1E23",
    "1.4E-45, 1.4E-45"
  })
  void of_float_isItsShortestDecimal(float value, String text) {
    assertThat(FloatText.of(value)).isEqualTo(text);
  }

  @Property(tries = 5000)
  void of_anyFiniteFloat_readsBackAsItselfAndIsNoLongerThanJavas(@ForAll int bits) {
    float value = Float.intBitsToFloat(bits);
    if (Float.isFinite(value)) {
      String text = FloatText.of(value);
      assertThat(Float.floatToRawIntBits(Float.parseFloat(text))).isEqualTo(bits);
      assertThat((float) Double.parseDouble(text)).isEqualTo(value);
      assertThat(text.length()).isLessThanOrEqualTo(Float.toString(value).length());
    }
  }

  @Property(tries = 1000)
  void of_anyFiniteFloat_hasTheDigitsOfJacksons(@ForAll int seed) {
    Random random = new Random(seed);
    for (int i = 0; i < 1000; i++) {
      float value = Float.intBitsToFloat(random.nextInt());
      if (Float.isFinite(value)) {
        String other = NumberOutput.toString(value, true).replaceFirst("\\.0(?=E|$)", "");
        assertThat(FloatText.of(value)).isEqualTo(other);
      }
    }
  }
}
