package io.sluice.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.Role;
import io.sluice.testing.PlainConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SecurityConfigTest {
  static final Tokens TOKENS = Tokens.at(1_800_000_000);

  @TempDir Path folder;

  /** The defaults of the application, and these. */
  static PlainConfig config(Map<String, String> more) {
    Properties defaults = new Properties();
    try (InputStream file =
        SecurityConfigTest.class.getResourceAsStream("/META-INF/microprofile-config.properties")) {
      defaults.load(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    Map<String, String> values = new HashMap<>();
    defaults.stringPropertyNames().forEach(key -> values.put(key, defaults.getProperty(key)));
    values.putAll(more);
    return new PlainConfig(values);
  }

  static Map<String, String> tokens() {
    return new HashMap<>(
        Map.of(
            TokenRules.ISSUER, Tokens.ISSUER,
            TokenRules.AUDIENCES, Tokens.AUDIENCE,
            VerificationKeys.KEY, TOKENS.pem()));
  }

  @Test
  void from_defaults_letEverybodyPredictAndTakeNoTokens() {
    SecurityConfig security = SecurityConfig.from(config(Map.of()));

    assertThat(security.anonymous().roles()).containsExactly(Role.PREDICT);
    assertThat(security.anonymous().name()).isEqualTo("anonymous");
    assertThat(security.tokens()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "sluice.profile, test",
    "sluice.security.tls, yes",
    "sluice.security.anonymous-roles, model-admin",
    "sluice.security.anonymous-roles, auditor",
    "sluice.security.anonymous-roles, 'predict,'",
    "mp.jwt.verify.publickey.algorithm, HS256",
    "mp.jwt.verify.clock.skew, long",
  })
  void from_valueThatCannotBe_isRefusedWithItsKey(String key, String value) {
    Map<String, String> values = tokens();
    values.put(key, value);

    assertThatThrownBy(() -> SecurityConfig.from(config(values)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {TokenRules.ISSUER, TokenRules.AUDIENCES, VerificationKeys.KEY})
  void check_tokensOnlyHalfConfigured_isRefusedInAnyProfile(String missing) {
    Map<String, String> values = tokens();
    values.remove(missing);

    assertThatThrownBy(() -> SecurityExtension.check(config(values)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(missing);
  }

  @Test
  void check_keyOfAFile_isRead() throws IOException {
    Map<String, String> values = tokens();
    values.remove(VerificationKeys.KEY);
    Path file = Files.writeString(folder.resolve("keys.json"), TOKENS.jwks());
    for (String location :
        new String[] {file.toString(), "file:" + file, file.toUri().toString()}) {
      values.put(VerificationKeys.LOCATION, location);
      SecurityExtension.check(config(values));
    }

    values.put(VerificationKeys.LOCATION, folder.resolve("none").toString());
    assertThatThrownBy(() -> SecurityExtension.check(config(values)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("cannot be read");
  }

  @Test
  void check_keyThatIsNoPublicKey_isRefusedWithoutShowingIt() {
    Map<String, String> values = tokens();
    for (String key : new String[] {TOKENS.secretJwks(), "{}", "secret", "{\"keys\":[]}"}) {
      values.put(VerificationKeys.KEY, key);
      assertThatThrownBy(() -> SecurityExtension.check(config(values)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no public key")
          .hasMessageNotContaining("secret");
    }
  }
}
