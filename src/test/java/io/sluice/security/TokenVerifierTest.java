package io.sluice.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import io.sluice.model.Caller;
import io.sluice.model.ModelName;
import io.sluice.model.Role;
import io.sluice.testing.PlainConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class TokenVerifierTest {
  private static final HandTime BORN = new HandTime();
  private static final long NOW = BORN.now().getEpochSecond();
  private static final Tokens TOKENS = Tokens.at(NOW);

  private HandTime time;
  private TokenVerifier verifier;

  @BeforeEach
  void start() {
    time = new HandTime();
    verifier = verifier(Map.of(VerificationKeys.KEY, TOKENS.pem()));
  }

  private TokenVerifier verifier(Map<String, String> more) {
    Map<String, String> values = new HashMap<>(more);
    values.put(TokenRules.ISSUER, Tokens.ISSUER);
    values.put(TokenRules.AUDIENCES, "first, " + Tokens.AUDIENCE);
    values.put("sluice.security.models-claim", "sluice_models");
    PlainConfig config = new PlainConfig(values);
    TokenRules rules = TokenRules.from(config).orElseThrow();
    return new TokenVerifier(rules, VerificationKeys.from(config, rules.algorithm()), time);
  }

  @Test
  void verify_goodToken_isItsSubjectWithTheRolesWeKnow() throws TokenRefusedException {
    Caller caller = verifier.verify(TOKENS.rs256(TOKENS.claims("predict", "auditor", "staff")));

    assertThat(caller.name()).isEqualTo("jwt:anna");
    assertThat(caller.roles()).containsExactly(Role.PREDICT, Role.AUDITOR);
    assertThat(caller.models()).isEmpty();
  }

  @Test
  void verify_upnAndModels_areTaken() throws TokenRefusedException {
    Map<String, Object> claims = TOKENS.claims("predict");
    claims.put("upn", "anna@bank.test");
    claims.put("sluice_models", List.of("iris"));

    Caller caller = verifier.verify(TOKENS.rs256(claims));

    assertThat(caller.name()).isEqualTo("jwt:anna@bank.test");
    assertThat(caller.models()).isEqualTo(Set.of(new ModelName("iris")));
  }

  @Test
  void verify_keySetAndEs256_areTaken() throws TokenRefusedException {
    TokenVerifier elliptic =
        verifier(
            Map.of(
                VerificationKeys.KEY,
                TOKENS.jwks(),
                "mp.jwt.verify.publickey.algorithm",
                JWSAlgorithm.ES256.getName()));

    assertThat(elliptic.verify(TOKENS.es256(TOKENS.claims())).name()).isEqualTo("jwt:anna");
    assertThatThrownBy(() -> elliptic.verify(TOKENS.rs256(TOKENS.claims())))
        .as("the algorithm is pinned")
        .isInstanceOf(TokenRefusedException.class);
  }

  @Test
  void verify_withinTheSkew_isTakenAndNotAfterIt() throws TokenRefusedException {
    String token = TOKENS.rs256(TOKENS.claims());
    time.pass(Duration.ofSeconds(629));
    assertThat(verifier.verify(token).name()).isEqualTo("jwt:anna");

    time.pass(Duration.ofSeconds(2));
    assertThatThrownBy(() -> verifier.verify(token)).isInstanceOf(TokenRefusedException.class);
  }

  @Test
  void verify_olderThanTheAgeAllowed_isRefused() throws TokenRefusedException {
    TokenVerifier strict =
        verifier(Map.of(VerificationKeys.KEY, TOKENS.pem(), "mp.jwt.verify.token.age", "60"));
    String token = TOKENS.rs256(TOKENS.claims());
    assertThat(strict.verify(token).name()).isEqualTo("jwt:anna");

    time.pass(Duration.ofSeconds(91));
    assertThatThrownBy(() -> strict.verify(token))
        .isInstanceOf(TokenRefusedException.class)
        .hasMessageContaining("too old");
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        claim("iss", "https://other.test"),
        claim("iss", null),
        claim("aud", List.of("another")),
        claim("aud", null),
        claim("exp", NOW - 31),
        claim("exp", null),
        claim("nbf", NOW + 31),
        claim("iat", NOW + 31),
        claim("sub", null),
        claim("sub", "anna\r\nforged line"),
        claim("sub", ""),
        claim("groups", List.of(1)),
        claim("groups", "predict"),
        claim("sluice_models", List.of()),
        claim("sluice_models", List.of("No Model")),
        claim("sluice_models", "iris"),
        token("stranger", TOKENS::stranger),
        token("hs256", TOKENS::hs256),
        token("none", TOKENS::none),
        token("es256", TOKENS::es256),
        token("tampered", claims -> TOKENS.tampered(claims, "model-admin")),
        token("empty", claims -> ""),
        token("dots", claims -> "..."),
        token("words", claims -> "not a token"),
        token("unsigned", claims -> TOKENS.rs256(claims).replaceFirst("[^.]*$", "")));
  }

  private static Arguments claim(String name, Object value) {
    Map<String, Object> claims = TOKENS.claims("predict");
    claims.put(name, value);
    claims.values().removeIf(v -> v == null);
    return Arguments.of(name + "=" + value, TOKENS.rs256(claims));
  }

  private static Arguments token(String name, Function<Map<String, Object>, String> maker) {
    return Arguments.of(name, maker.apply(TOKENS.claims("predict")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("wrong")
  void verify_wrongToken_isRefusedInWordsOfOurs(String name, String token) {
    assertThatThrownBy(() -> verifier.verify(token))
        .as(name)
        .isInstanceOfSatisfying(
            TokenRefusedException.class,
            e -> assertThat(e.reason()).matches("its? [a-z_, ]+").doesNotContain("anna"));
  }
}
