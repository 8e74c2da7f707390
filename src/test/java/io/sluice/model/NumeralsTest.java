package io.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class NumeralsTest {
  private static final Pattern RULE =
      Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]{1,9})?");

  @ParameterizedTest
  @CsvSource({"1, 1", "-0.5, -0.5", "+.5, 0.5", "5., 5", "1e3, 1000", "2.5E-1, 0.25"})
  void parse_decimal_isRead(String text, double value) {
    assertThat(Numerals.parse(text)).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ".",
        "-",
        "e5",
        "1e",
        "1e+",
        "NaN",
        "Infinity",
        "0x1p3",
        "1d",
        "1f",
        " 1",
        "1,5",
        "1e1234567890",
        "\u0661"
      })
  void parse_anythingElse_isNoNumber(String text) {
    assertThat(Numerals.parse(text)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999", "-1e999999999"})
  void parse_beyondDouble_isInfinite(String text) {
    assertThat(Numerals.parse(text)).matches(value -> value.isInfinite());
  }

  @Property(tries = 5000)
  void parse_anyText_followsItsRule(
      @ForAll
          @StringLength(max = 8)
          @Chars({'+', '-', '.', 'e', 'E', 'x'})
          @CharRange(from = '0', to = '3')
          String text) {
    assertThat(Numerals.parse(text) != null).isEqualTo(RULE.matcher(text).matches());
  }

  @ParameterizedTest
  @CsvSource({"5, 5", "-3, -3", "0.25, 0.25", "1e14, 100000000000000", "1e15, 1.0E15"})
  void show_number_isForPeople(double value, String text) {
    assertThat(Numerals.show(value)).isEqualTo(text);
  }
}
