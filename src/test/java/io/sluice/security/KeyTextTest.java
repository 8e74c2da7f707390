package io.sluice.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class KeyTextTest {
  private final SecureRandom random = new SecureRandom();

  @Test
  void make_any_hasFormIdAndMatchesItsHashOnly() {
    KeyText key = KeyText.make(random);

    assertThat(key.reveal()).matches("slk_[0-9a-f]{16}_[A-Za-z0-9_-]{43}");
    assertThat(KeyText.idOf(key.reveal())).isEqualTo(key.id());
    assertThat(key.hash()).matches("[0-9a-f]{64}");
    assertThat(KeyText.matches(key.reveal(), key.hash())).isTrue();
    assertThat(KeyText.matches(KeyText.make(random).reveal(), key.hash())).isFalse();
  }

  @Test
  void make_many_areAllDifferent() {
    Set<String> texts = new HashSet<>();
    for (int i = 0; i < 1000; i++) {
      texts.add(KeyText.make(random).reveal());
    }

    assertThat(texts).hasSize(1000);
  }

  @Test
  void toString_any_hidesTheSecret() {
    KeyText key = KeyText.make(random);

    assertThat(key).hasToString("slk_" + key.id());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "slk_", "slk_0123456789abcdef_short", "password"})
  void idOf_otherText_isNone(String text) {
    assertThat(KeyText.idOf(text)).isNull();
  }
}
