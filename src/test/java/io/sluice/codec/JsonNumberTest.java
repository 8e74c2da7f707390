package io.sluice.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A number read by hand is the double that the JDK reads. */
final class JsonNumberTest {
  private static final int BATCH = 100;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "1",
        "-1",
        "0.1",
        "-0.0",
        "1e22",
        "1e23",
        "9007199254740993",
        "9007199254740992",
        "123456789012345678",
        "1234567890123456789",
        "4.9E-324",
        "2.4703282292062327E-324",
        "2.2250738585072011e-308",
        "1.7976931348623157E308",
        "1e309",
        "-1e400",
        "1e-400",
        "5e-1",
        "1.5E+3",
        "0.000000000000000000000000000001",
        "1e9999999999",
        "1e-9999999999",
        "179769313486231580793728971405301e276",
        "8.41e21",
        "9.5367431640625e-07",
        "100000000000000016777215",
        "100000000000000016777216.0000001"
      })
  void read_hardNumber_isTheNearestDouble(String text) {
    assertNearest(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", ".5", "+1", "1.", "1.e3", "1e", "1e+", "-a", "NaN"})
  void read_noNumber_isRefused(String text) {
    assertThat(read(text, new JsonNumber())).isEqualTo(-1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-0", "0"})
  void read_wholeZero_hasNoSign(String text) {
    JsonNumber number = new JsonNumber();
    assertThat(read(text, number)).isEqualTo(text.length());
    assertThat(Double.doubleToRawLongBits(number.value())).isZero();
  }

  @Property(tries = 1000)
  void read_anyDoubleOrFloat_isItself(@ForAll long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < BATCH; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      float small = Float.intBitsToFloat(random.nextInt());
      if (Double.isFinite(value)) {
        assertNearest(Double.toString(value));
      }
      if (Float.isFinite(small)) {
        assertNearest(Float.toString(small));
      }
    }
  }

  @Property(tries = 1000)
  void read_anyDecimal_isTheNearestDouble(@ForAll long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < BATCH; i++) {
      assertNearest(decimal(random));
    }
  }

  private static String decimal(Random random) {
    StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
    int whole = random.nextInt(25);
    for (int i = 0; i < whole; i++) {
      text.append((char) ((i == 0 && whole > 1 ? '1' : '0') + random.nextInt(9)));
    }
    if (whole == 0) {
      text.append('0');
    }
    // A fraction, so that a whole zero, which has no sign, does not come.
    text.append('.');
    int fraction = 1 + random.nextInt(25);
    for (int i = 0; i < fraction; i++) {
      text.append((char) ('0' + random.nextInt(10)));
    }
    if (random.nextBoolean()) {
      text.append(random.nextBoolean() ? "e" : "E-").append(random.nextInt(330));
    }
    return text.toString();
  }

  private static void assertNearest(String text) {
    JsonNumber number = new JsonNumber();
    assertThat(read(text, number)).as(text).isEqualTo(text.length());
    assertThat(Double.doubleToRawLongBits(number.value()))
        .as(text)
        .isEqualTo(Double.doubleToRawLongBits(Double.parseDouble(text)));
  }

  private static int read(String text, JsonNumber number) {
    return number.read((text + ",").getBytes(StandardCharsets.ISO_8859_1), 0);
  }
}
