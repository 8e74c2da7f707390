package io.sluice.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.Caller;
import io.sluice.model.ModelName;
import io.sluice.model.Role;
import io.sluice.model.ServingException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MetricsAccessTest {
  private static final Caller NOBODY = new Caller(Caller.ANONYMOUS, Set.of(), Set.of());

  @Test
  void parse_undecided_isOpenAndNotStated() {
    MetricsAccess access = MetricsAccess.parse("undecided");

    assertThat(access.isOpen()).isTrue();
    assertThat(access.stated()).isFalse();
    access.check(NOBODY);
  }

  @Test
  void parse_anyone_isOpenAndStated() {
    MetricsAccess access = MetricsAccess.parse(" anyone ");

    assertThat(access.isOpen()).isTrue();
    assertThat(access.stated()).isTrue();
  }

  @Test
  void check_oneOfTheRoles_passes() {
    MetricsAccess access = MetricsAccess.parse("auditor, model-admin");

    assertThat(access.isOpen()).isFalse();
    access.check(new Caller("key:1", Set.of(Role.MODEL_ADMIN), Set.of()));
  }

  @Test
  void check_noneOfTheRoles_isRefused() {
    MetricsAccess access = MetricsAccess.parse("auditor");

    assertKind(access, NOBODY, ServingException.Kind.UNAUTHENTICATED);
    assertKind(
        access,
        new Caller("key:1", Set.of(Role.PREDICT), Set.of()),
        ServingException.Kind.FORBIDDEN);
  }

  @Test
  void check_callerBoundToModels_isRefused() {
    assertKind(
        MetricsAccess.parse("auditor"),
        new Caller("key:1", Set.of(Role.AUDITOR), Set.of(new ModelName("iris"))),
        ServingException.Kind.FORBIDDEN);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "none", "auditor,", "root", "anyone,auditor"})
  void parse_anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> MetricsAccess.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(MetricsAccess.KEY);
  }

  private static void assertKind(
      MetricsAccess access, Caller caller, ServingException.Kind expected) {
    assertThatThrownBy(() -> access.check(caller))
        .isInstanceOfSatisfying(
            ServingException.class, e -> assertThat(e.kind()).isEqualTo(expected));
  }
}
