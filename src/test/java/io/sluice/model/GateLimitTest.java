package io.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.GateLimit.Comparison;
import io.sluice.model.GateLimit.TimeUnit;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GateLimitTest {

  @Provide
  Arbitrary<GateLimit> limits() {
    Arbitrary<Double> bounds = Arbitraries.doubles().between(-1e12, 1e12).ofScale(6);
    Arbitrary<GateLimit> figures =
        Combinators.combine(
                Arbitraries.of("accuracy", "f1", "rocAuc", "mae", "top3Accuracy"),
                Arbitraries.of(Comparison.class),
                bounds)
            .as((figure, comparison, bound) -> new GateLimit(figure, comparison, bound, null));
    Arbitrary<GateLimit> times =
        Combinators.combine(
                Arbitraries.of("latency_p50", "latency_p99"),
                Arbitraries.of(Comparison.class),
                bounds,
                Arbitraries.of(TimeUnit.class))
            .as(GateLimit::new);
    return Arbitraries.oneOf(figures, times);
  }

  @Property(tries = 500)
  void parse_whatALimitIsWrittenAs_isThatLimit(@ForAll("limits") GateLimit limit) {
    assertThat(GateLimit.parse(limit.toString())).isEqualTo(limit);
    assertThat(GateLimit.parse("  " + limit.toString().replace(" ", "") + " ")).isEqualTo(limit);
  }

  @Property(tries = 500)
  void parse_anyText_isALimitOrIsRefusedWithTheRule(@ForAll String text) {
    try {
      assertThat(GateLimit.parse(GateLimit.parse(text).toString()))
          .isEqualTo(GateLimit.parse(text));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageContaining(GateLimit.RULE);
    }
  }

  @Property(tries = 500)
  void holds_anyValue_isWhatTheComparisonSays(
      @ForAll("limits") GateLimit limit, @ForAll double value) {
    int order = Double.compare(value + 0.0, limit.bound() + 0.0);
    boolean expected =
        switch (limit.comparison()) {
          case AT_LEAST -> order >= 0;
          case ABOVE -> order > 0;
          case AT_MOST -> order <= 0;
          case BELOW -> order < 0;
        };

    assertThat(limit.holds(value)).isEqualTo(expected && !Double.isNaN(value));
    assertThat(limit.holds(Double.NaN)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "accuracy",
        "accuracy >= ",
        "accuracy => 0.9",
        "accuracy = 0.9",
        "accuracy >= 0.9 or f1 >= 0.9",
        "accuracy >= 95%",
        "accuracy >= 0.9ms",
        "accuracy >= NaN",
        "accuracy >= 1e999",
        "latency_p99 <= 5",
        "latency_p99 <= 5min",
        "latency_p99 <= 5 ms 3",
        ">= 0.9",
        "0.9 <= accuracy",
        "accuracy >= 0x1p3",
      })
  void parse_noLimit_isRefusedAndShown(String text) {
    assertThatThrownBy(() -> GateLimit.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'" + text + "'")
        .hasMessageContaining("accuracy >= 0.95");
  }

  @ParameterizedTest
  @CsvSource({"us, 1500", "ms, 1.5", "s, 0.0015"})
  void fromMicros_unit_isThatTime(String unit, double expected) {
    GateLimit limit = GateLimit.parse("latency_p50 < 2" + unit);

    assertThat(limit.unit()).isNotNull();
    assertThat(limit.unit().fromMicros(1500)).isEqualTo(expected);
    assertThat(limit.isLatency()).isTrue();
  }

  @Test
  void parse_textOfAnyLength_endsAtOnce() {
    assertThatThrownBy(() -> GateLimit.parse("accuracy >= " + "1".repeat(1_000_000)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("...");
  }
}
