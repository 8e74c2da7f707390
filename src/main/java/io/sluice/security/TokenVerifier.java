package io.sluice.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.sluice.model.Caller;
import io.sluice.model.ModelName;
import io.sluice.model.Role;
import io.sluice.model.TimeSource;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Turns a token into its caller, or refuses it. RFC 7519 with the advice of RFC 8725: one
 * algorithm, one issuer, an audience, every time checked. Safe for any number of threads.
 */
final class TokenVerifier {
  /** What names may be made of: they stand in logs and in the audit. */
  private static final Pattern NAME = Pattern.compile("[\\p{Alnum}._@:|+/=-]{1,128}");

  private final TokenRules rules;
  private final TimeSource time;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  /**
   * @param keys chooses the key of a token among those of the issuer
   */
  TokenVerifier(TokenRules rules, JWSKeySelector<SecurityContext> keys, TimeSource time) {
    this.rules = rules;
    this.time = time;
    processor.setJWSKeySelector(keys);
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWTClaimsSetVerifier((claims, context) -> check(claims));
  }

  /**
   * The caller whom a token is about.
   *
   * @throws TokenRefusedException if it is not valid now
   */
  Caller verify(String token) throws TokenRefusedException {
    try {
      JWTClaimsSet claims = processor.process(token, null);
      return new Caller(name(claims), roles(claims), models(claims));
    } catch (TokenRefusedException e) {
      throw e;
    } catch (ParseException e) {
      throw new TokenRefusedException("it cannot be read");
    } catch (JOSEException e) {
      throw new TokenRefusedException("the keys of its issuer are not at hand");
    } catch (BadJOSEException e) {
      throw new TokenRefusedException("its algorithm, key or signature is wrong");
    }
  }

  private void check(JWTClaimsSet claims) throws TokenRefusedException {
    Instant now = time.now();
    Instant early = now.minus(rules.skew());
    Instant late = now.plus(rules.skew());
    demand(rules.issuer().equals(claims.getIssuer()), "it is of another issuer");
    demand(
        claims.getAudience().stream().anyMatch(rules.audiences()::contains),
        "it is meant for another audience");
    Instant expires = instant(claims, "exp");
    demand(expires != null && expires.isAfter(early), "it has expired, or never will");
    Instant begins = instant(claims, "nbf");
    demand(begins == null || !begins.isAfter(late), "its time has not come");
    Instant issued = instant(claims, "iat");
    demand(issued == null || !issued.isAfter(late), "it is issued in the future");
    Duration most = rules.maxAge();
    demand(
        most == null || (issued != null && issued.plus(most).isAfter(early)),
        "it is too old, or does not tell its age");
  }

  private static String name(JWTClaimsSet claims) throws TokenRefusedException {
    Object upn = claims.getClaim("upn");
    Object name = upn == null ? claims.getSubject() : upn;
    demand(
        name instanceof String text && NAME.matcher(text).matches(),
        "its upn or sub is missing, or no name");
    return "jwt:" + name;
  }

  /** Of its groups those that are roles of ours; the others are somebody else's business. */
  private static Set<Role> roles(JWTClaimsSet claims) throws TokenRefusedException {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String group : texts(claims.getClaim("groups"), "groups")) {
      Role.of(group).ifPresent(roles::add);
    }
    return roles;
  }

  private Set<ModelName> models(JWTClaimsSet claims) throws TokenRefusedException {
    Object claim = claims.getClaim(rules.modelsClaim());
    if (claim == null) {
      return Set.of();
    }
    Set<ModelName> models = new HashSet<>();
    try {
      for (String name : texts(claim, rules.modelsClaim())) {
        models.add(new ModelName(name));
      }
    } catch (IllegalArgumentException e) {
      throw new TokenRefusedException("its claim of models names what is no model");
    }
    // An empty set of models means all of them, and none is what the token says.
    demand(!models.isEmpty(), "its claim of models names none");
    return models;
  }

  private static List<String> texts(@Nullable Object claim, String name)
      throws TokenRefusedException {
    if (claim == null) {
      return List.of();
    }
    demand(
        claim instanceof Collection<?> all && all.stream().allMatch(String.class::isInstance),
        "its claim " + name + " is no list of texts");
    return ((Collection<?>) claim).stream().map(String::valueOf).toList();
  }

  private static @Nullable Instant instant(JWTClaimsSet claims, String name) {
    // The claim itself: the typed getters give a type that does not know what time it is.
    try {
      var date = claims.getDateClaim(name);
      return date == null ? null : date.toInstant();
    } catch (ParseException e) {
      throw new IllegalStateException("the reader of tokens lets no other date pass", e);
    }
  }

  private static void demand(boolean holds, String otherwise) throws TokenRefusedException {
    if (!holds) {
      throw new TokenRefusedException(otherwise);
    }
  }
}
