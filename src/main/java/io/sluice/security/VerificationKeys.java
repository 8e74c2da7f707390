package io.sluice.security;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.proc.SingleKeyJWSKeySelector;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.util.Base64;
import org.eclipse.microprofile.config.Config;

/**
 * The public keys that tokens are verified by: of the configuration itself, a file, a resource, or
 * an issuer's JWKS endpoint; as PEM, JWK or JWKS (MicroProfile JWT 2.1, section 9.2).
 */
final class VerificationKeys {
  static final String KEY = "mp.jwt.verify.publickey";
  static final String LOCATION = "mp.jwt.verify.publickey.location";

  private static final int WAIT_MILLIS = 2000;
  private static final int MOST_BYTES = 256 * 1024;
  private static final long KEPT_MILLIS = 300_000;
  private static final long BETWEEN_MILLIS = 30_000;
  private static final long OUTAGE_MILLIS = 14_400_000;
  private static final int LEAST_BITS = 2048;

  private VerificationKeys() {}

  /**
   * What chooses the key of a token.
   *
   * @throws IllegalArgumentException if there is no key that can be used; of an endpoint that is
   *     found out only when the first token comes
   */
  static JWSKeySelector<SecurityContext> from(Config config, JWSAlgorithm algorithm) {
    String text = TokenRules.text(config, KEY).orElse("");
    if (text.isEmpty()) {
      String location =
          TokenRules.text(config, LOCATION)
              .orElseThrow(
                  () -> new IllegalArgumentException(KEY + " or " + LOCATION + " must be set"));
      if (isRemote(location)) {
        return new JWSVerificationKeySelector<>(algorithm, remote(location));
      }
      text = read(location);
    }
    try {
      return of(text.strip(), algorithm);
    } catch (GeneralSecurityException | ParseException | RuntimeException e) {
      throw new IllegalArgumentException(
          KEY + " is no public key of " + algorithm + " in PEM, JWK or JWKS", e);
    }
  }

  /** Whether a location is fetched from another server. */
  static boolean isRemote(String location) {
    return location.startsWith("https:") || location.startsWith("http:");
  }

  private static JWSKeySelector<SecurityContext> of(String text, JWSAlgorithm algorithm)
      throws GeneralSecurityException, ParseException {
    if (text.startsWith("-----BEGIN PUBLIC KEY-----")) {
      // A token may name any key; there is only this one.
      return new SingleKeyJWSKeySelector<>(algorithm, strong(pem(text, algorithm)));
    }
    String json =
        text.startsWith("{")
            ? text
            : new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    JWKSet set = json.contains("\"keys\"") ? JWKSet.parse(json) : new JWKSet(JWK.parse(json));
    if (set.getKeys().isEmpty() || set.containsNonPublicKeys()) {
      throw new IllegalArgumentException("a key of it is not public");
    }
    return new JWSVerificationKeySelector<>(algorithm, new ImmutableJWKSet<>(set));
  }

  private static PublicKey pem(String text, JWSAlgorithm algorithm)
      throws GeneralSecurityException {
    String body = text.replaceAll("-----(BEGIN|END) PUBLIC KEY-----", "").replaceAll("\\s", "");
    KeyFactory factory =
        KeyFactory.getInstance(algorithm.equals(JWSAlgorithm.ES256) ? "EC" : "RSA");
    return factory.generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(body)));
  }

  private static PublicKey strong(PublicKey key) {
    if (key instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() < LEAST_BITS) {
      throw new IllegalArgumentException("an RSA key must have 2048 bits at least");
    }
    return key;
  }

  /**
   * Kept for five minutes, fetched again for a key that is not among them, but not more than every
   * half minute; when the endpoint is down, the last keys stay good for four hours.
   */
  private static JWKSource<SecurityContext> remote(String location) {
    try {
      return JWKSourceBuilder.<SecurityContext>create(
              new URL(location), new DefaultResourceRetriever(WAIT_MILLIS, WAIT_MILLIS, MOST_BYTES))
          .cache(KEPT_MILLIS, 2 * WAIT_MILLIS)
          .refreshAheadCache(false)
          .rateLimited(BETWEEN_MILLIS)
          .outageTolerant(OUTAGE_MILLIS)
          .build();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(LOCATION + " is no URL", e);
    }
  }

  private static String read(String location) {
    String path = location.replaceFirst("^(file|classpath):(//)?", "");
    try (InputStream resource =
        VerificationKeys.class.getResourceAsStream(path.startsWith("/") ? path : "/" + path)) {
      return resource != null && !location.startsWith("file:")
          ? new String(resource.readAllBytes(), StandardCharsets.UTF_8)
          : Files.readString(Path.of(path));
    } catch (IOException e) {
      throw new IllegalArgumentException(LOCATION + ": '" + location + "' cannot be read", e);
    }
  }
}
