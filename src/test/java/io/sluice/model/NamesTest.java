package io.sluice.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class NamesTest {
  private static final String LONG = "a".repeat(64);

  @ParameterizedTest
  @ValueSource(strings = {"salary", "0", "breast-cancer", "a_b-9"})
  void modelName_thatFits_isKept(String value) {
    assertThat(new ModelName(value)).hasToString(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Salary", "-a", "_a", "a/b", "a.b", "..", "a b", "a\n", "\u00e9"})
  void modelName_thatDoesNotFit_isRefused(String value) {
    assertThatThrownBy(() -> new ModelName(value)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void everyName_tooLong_isRefused() {
    assertThatThrownBy(() -> new ModelName(LONG)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Alias(LONG)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> FieldInfo.named(LONG)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new OperationName("predict_" + LONG))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Production", "1st", "-a", "a.b"})
  void alias_thatDoesNotFit_isRefused(String value) {
    assertThat(new Alias("production")).hasToString("production");
    assertThatThrownBy(() -> new Alias(value)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "salary", "predict_", "predict_A", "predict_a-b"})
  void operationName_thatDoesNotFit_isRefused(String value) {
    assertThat(new OperationName("predict_salary")).hasToString("predict_salary");
    assertThatThrownBy(() -> new OperationName(value)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1a", "-a", "a b", "a/b", "a:b"})
  void fieldName_thatDoesNotFit_isRefused(String value) {
    assertThat(FieldInfo.named("_a.b-1").label()).isEqualTo("_a.b-1");
    assertThatThrownBy(() -> FieldInfo.named(value)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "01", "+1", "-1", "1.0", "1000000000", "\u0661"})
  void version_thatIsNoPlainNumber_isRefused(String value) {
    assertThatThrownBy(() -> ModelVersion.parse(value))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void version_numbers_areOrderedByNumber() {
    assertThat(ModelVersion.parse("999999999").number()).isEqualTo(999_999_999);
    assertThat(new ModelVersion(10)).isGreaterThan(new ModelVersion(9)).hasToString("10");
    assertThatThrownBy(() -> new ModelVersion(0)).isInstanceOf(IllegalArgumentException.class);
    assertThat(new ModelId(new ModelName("iris"), new ModelVersion(2))).hasToString("iris/2");
  }

  @Test
  void digest_otherThanSha256InLowerCase_isRefused() {
    String hex = "0123456789abcdef".repeat(4);
    assertThat(new Digest("sha256:" + hex)).hasToString("sha256:" + hex);
    assertThatThrownBy(() -> new Digest(hex)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Digest("sha256:" + hex.replace('a', 'A')))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shown_foreignText_isShortOnOneLineAndWhole() {
    assertThat(Names.shown("plain \u00e9 \ud83d\ude00")).isEqualTo("plain \u00e9 \ud83d\ude00");
    assertThat(Names.shown("a\nb\u0000c\u202ed\u2028e\ud800f")).isEqualTo("a?b?c?d?e?f");
    assertThat(Names.shown("x".repeat(80))).isEqualTo("x".repeat(80));
    assertThat(Names.shown("x".repeat(81))).isEqualTo("x".repeat(80) + "...");
    assertThat(Names.shown("x".repeat(79) + "\ud83d\ude00y"))
        .isEqualTo("x".repeat(79) + "\ud83d\ude00...");
  }

  @Test
  void token_ofAPointer_isEscapedAsRfc6901HasIt() {
    assertThat(Violation.token("a/b~c~1")).isEqualTo("a~1b~0c~01");
  }
}
