package io.sluice.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Row 55, the matrix: every way to lack something, one or several at a time. */
final class Row55ProductionCheckTest {
  private static final List<String> NEEDED =
      List.of(
          TokenRules.ISSUER,
          TokenRules.AUDIENCES,
          VerificationKeys.KEY,
          SecurityConfig.TLS,
          SecurityConfig.ANONYMOUS_ROLES,
          MetricsAccess.KEY);

  private static Map<String, String> complete() {
    Map<String, String> values = SecurityConfigTest.tokens();
    values.put(SecurityConfig.PROFILE, "production");
    values.put(SecurityConfig.TLS, "proxy");
    values.put(SecurityConfig.ANONYMOUS_ROLES, "none");
    values.put(MetricsAccess.KEY, "auditor");
    return values;
  }

  @Test
  void production_anythingMissing_doesNotStart() {
    List<Map<String, String>> incomplete = new ArrayList<>();
    for (int missing = 1; missing < 1 << NEEDED.size(); missing++) {
      Map<String, String> values = complete();
      for (int i = 0; i < NEEDED.size(); i++) {
        if ((missing >> i & 1) == 1) {
          values.remove(NEEDED.get(i));
        }
      }
      incomplete.add(values);
    }
    incomplete.add(with(SecurityConfig.TLS, "none"));
    incomplete.add(with(SecurityConfig.ANONYMOUS_ROLES, "predict"));
    incomplete.add(with(SecurityConfig.ANONYMOUS_ROLES, "model-admin"));
    incomplete.add(with(TokenRules.AUDIENCES, " , "));
    incomplete.add(with("mp.jwt.verify.publickey.algorithm", "HS256"));
    incomplete.add(with(VerificationKeys.LOCATION, "http://issuer.test/keys"));
    int starts = 0;
    for (Map<String, String> values : incomplete) {
      starts += starts(values) ? 1 : 0;
    }

    System.getLogger("row55")
        .log(
            System.Logger.Level.INFO,
            "row 55: {0} incomplete configurations, {1} starts",
            incomplete.size(),
            starts);
    assertThat(starts).isZero();
    assertThat(starts(complete())).as("the complete one").isTrue();
  }

  @Test
  void demo_withNothingSet_starts() {
    assertThat(starts(Map.of())).isTrue();
  }

  private static Map<String, String> with(String key, String value) {
    Map<String, String> values = new HashMap<>(complete());
    values.put(key, value);
    return values;
  }

  private static boolean starts(Map<String, String> values) {
    try {
      SecurityExtension.check(SecurityConfigTest.config(values));
      return true;
    } catch (IllegalArgumentException | IllegalStateException e) {
      assertThat(e.getMessage()).as("one sentence").isNotBlank().doesNotContain("\n");
      return false;
    }
  }
}
