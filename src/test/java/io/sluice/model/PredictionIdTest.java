package io.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PredictionIdTest {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final long MOST_MILLIS = (1L << 48) - 1;

  @Property(tries = 200)
  void make_anyTime_isVersion7AndReadAgain(@ForAll @LongRange(max = MOST_MILLIS) long millis) {
    PredictionId id = PredictionId.make(millis, RANDOM);

    assertThat(id.value().version()).isEqualTo(7);
    assertThat(id.value().getMostSignificantBits() >>> 16).isEqualTo(millis);
    assertThat(PredictionId.parse(id.toString())).isEqualTo(id);
  }

  @Test
  void make_later_sortsLater() {
    String early = PredictionId.make(1_000, RANDOM).toString();

    assertThat(PredictionId.make(1_001, RANDOM).toString()).isGreaterThan(early);
  }

  @Test
  void make_oneMillisecond_givesIdsThatDiffer() {
    Set<PredictionId> made = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      made.add(PredictionId.make(1, RANDOM));
    }
    assertThat(made).hasSize(10_000);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1-1-7111-8-1",
        "019ab3f2-7c1e-4d4a-9b0e-3f5a6c7d8e9f",
        "019ab3f2-7c1e-7d4a-1b0e-3f5a6c7d8e9f",
        "019ab3f27c1e7d4a9b0e3f5a6c7d8e9f0000",
        "019ab3f2-7c1e-7d4a-9b0e-3f5a6c7d8e9g",
      })
  void parse_anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> PredictionId.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
