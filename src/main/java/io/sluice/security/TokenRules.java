package io.sluice.security;

import com.nimbusds.jose.JWSAlgorithm;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * What a token must hold, under the keys of MicroProfile JWT 2.1 and with less left open: the
 * audience is not optional.
 *
 * @param issuer {@code mp.jwt.verify.issuer}
 * @param audiences {@code mp.jwt.verify.audiences}: it must be meant for one of them
 * @param algorithm {@code mp.jwt.verify.publickey.algorithm}: RS256 or ES256, and no other
 * @param skew {@code mp.jwt.verify.clock.skew}: how far clocks may be apart
 * @param maxAge {@code mp.jwt.verify.token.age}; null if any age will do until it expires
 * @param modelsClaim {@code sluice.security.models-claim}: the claim that names the models
 */
record TokenRules(
    String issuer,
    Set<String> audiences,
    JWSAlgorithm algorithm,
    Duration skew,
    @Nullable Duration maxAge,
    String modelsClaim) {
  static final String ISSUER = "mp.jwt.verify.issuer";
  static final String AUDIENCES = "mp.jwt.verify.audiences";
  private static final String ALGORITHM = "mp.jwt.verify.publickey.algorithm";
  private static final String SKEW = "mp.jwt.verify.clock.skew";
  private static final String AGE = "mp.jwt.verify.token.age";
  private static final Set<String> ALGORITHMS = Set.of("RS256", "ES256");

  TokenRules {
    audiences = Set.copyOf(audiences);
  }

  /**
   * Reads the configuration.
   *
   * @return empty if it says nothing of tokens
   * @throws IllegalArgumentException if it says too little, or what cannot be
   */
  static Optional<TokenRules> from(Config config) {
    List<String> named =
        Stream.of(ISSUER, AUDIENCES, VerificationKeys.KEY, VerificationKeys.LOCATION)
            .filter(key -> text(config, key).isPresent())
            .toList();
    if (named.isEmpty()) {
      return Optional.empty();
    }
    String issuer = text(config, ISSUER).orElseThrow(() -> missing(ISSUER));
    Set<String> audiences =
        Arrays.stream(text(config, AUDIENCES).orElseThrow(() -> missing(AUDIENCES)).split(","))
            .map(String::strip)
            .filter(audience -> !audience.isEmpty())
            .collect(Collectors.toUnmodifiableSet());
    if (audiences.isEmpty()) {
      throw missing(AUDIENCES);
    }
    return Optional.of(
        new TokenRules(
            issuer,
            audiences,
            algorithm(config),
            Duration.ofSeconds(seconds(config, SKEW).orElse(30)),
            seconds(config, AGE).map(Duration::ofSeconds).orElse(null),
            config.getValue("sluice.security.models-claim", String.class)));
  }

  private static JWSAlgorithm algorithm(Config config) {
    String name = text(config, ALGORITHM).orElse("RS256");
    if (!ALGORITHMS.contains(name)) {
      throw new IllegalArgumentException(ALGORITHM + " must be RS256 or ES256, not '" + name + "'");
    }
    return JWSAlgorithm.parse(name);
  }

  private static Optional<Integer> seconds(Config config, String key) {
    return text(config, key)
        .map(
            value -> {
              try {
                return Math.max(0, Integer.parseInt(value));
              } catch (NumberFormatException e) {
                throw new IllegalArgumentException(key + " must be a number of seconds", e);
              }
            });
  }

  private static IllegalArgumentException missing(String key) {
    return new IllegalArgumentException(
        "Tokens are taken only with "
            + ISSUER
            + ", "
            + AUDIENCES
            + " and a key ("
            + VerificationKeys.KEY
            + " or "
            + VerificationKeys.LOCATION
            + "): "
            + key
            + " is missing");
  }

  /** A value that is not blank. */
  static Optional<String> text(Config config, String key) {
    return config.getOptionalValue(key, String.class).map(String::strip).filter(v -> !v.isEmpty());
  }
}
