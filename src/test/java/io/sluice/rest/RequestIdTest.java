package io.sluice.rest;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class RequestIdTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "7f9c2ba4e88f827d", "A.b_c-d:9"})
  void takeOrMake_safeId_isTaken(String sent) {
    assertThat(RequestId.takeOrMake(sent)).isEqualTo(sent);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a b", "a\r\nSet-Cookie: x", "<b>", "\u00e9"})
  void takeOrMake_unsafeId_isReplaced(String sent) {
    assertThat(RequestId.takeOrMake(sent)).matches("[0-9a-f]{32}");
  }

  @Test
  void takeOrMake_tooLongId_isReplaced() {
    assertThat(RequestId.takeOrMake("a".repeat(128))).hasSize(128);
    assertThat(RequestId.takeOrMake("a".repeat(129))).hasSize(32);
  }

  @Test
  void takeOrMake_none_isNewEachTime() {
    assertThat(RequestId.takeOrMake(null)).isNotEqualTo(RequestId.takeOrMake(null));
  }

  @Property
  void takeOrMake_anything_fitsTheContract(@ForAll String sent) {
    assertThat(RequestId.takeOrMake(sent)).matches("[A-Za-z0-9._:-]{1,128}");
  }
}
