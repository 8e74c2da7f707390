package io.sluice.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** An issuer of tokens, with real keys made for the test. */
public final class Tokens {
  /** Who issues them. */
  public static final String ISSUER = "https://issuer.test";

  /** Whom they are meant for. */
  public static final String AUDIENCE = "sluice-test";

  private final RSAKey rsa;
  private final RSAKey stranger;
  private final ECKey ec;
  private final long now;

  private Tokens(RSAKey rsa, RSAKey stranger, ECKey ec, long now) {
    this.rsa = rsa;
    this.stranger = stranger;
    this.ec = ec;
    this.now = now;
  }

  /**
   * An issuer with new keys.
   *
   * @param now seconds since 1970 at which they are issued
   */
  public static Tokens at(long now) {
    try {
      return new Tokens(
          new RSAKeyGenerator(2048).keyID("one").generate(),
          new RSAKeyGenerator(2048).keyID("one").generate(),
          new ECKeyGenerator(Curve.P_256).keyID("two").generate(),
          now);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The public RSA key in PEM. */
  public String pem() {
    return pem(rsa);
  }

  private static String pem(RSAKey key) {
    try {
      return "-----BEGIN PUBLIC KEY-----\n"
          + Base64.getMimeEncoder().encodeToString(key.toRSAPublicKey().getEncoded())
          + "\n-----END PUBLIC KEY-----\n";
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Both public keys as JWKS. */
  public String jwks() {
    return new JWKSet(List.of(rsa.toPublicJWK(), ec.toPublicJWK())).toString();
  }

  /** Both keys as JWKS with their secrets, as it must never be configured. */
  String secretJwks() {
    return new JWKSet(List.of(rsa, ec)).toString(false);
  }

  /** The claims of a token that is good for ten minutes. */
  public Map<String, Object> claims(String... groups) {
    Map<String, Object> claims = new LinkedHashMap<>();
    claims.put("iss", ISSUER);
    claims.put("aud", List.of("another", AUDIENCE));
    claims.put("sub", "anna");
    claims.put("iat", now);
    claims.put("exp", now + 600);
    claims.put("groups", List.of(groups));
    return claims;
  }

  /** Signed by the RSA key. */
  public String rs256(Map<String, Object> claims) {
    return signed(JWSAlgorithm.RS256, "one", claims, signer(rsa));
  }

  /** Signed by the elliptic key. */
  String es256(Map<String, Object> claims) {
    try {
      return signed(JWSAlgorithm.ES256, "two", claims, new ECDSASigner(ec));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Signed by a key of somebody else that calls itself by the same id. */
  public String stranger(Map<String, Object> claims) {
    return signed(JWSAlgorithm.RS256, "one", claims, signer(stranger));
  }

  /** Authenticated with the text of the public key as if it were a shared secret. */
  public String hs256(Map<String, Object> claims) {
    try {
      return signed(
          JWSAlgorithm.HS256, "one", claims, new MACSigner(pem().getBytes(StandardCharsets.UTF_8)));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Not signed at all: algorithm none. */
  public String none(Map<String, Object> claims) {
    return new PlainJWT(set(claims)).serialize();
  }

  /** A good token whose claims were changed after it was signed. */
  public String tampered(Map<String, Object> claims, String group) {
    String[] parts = rs256(claims).split("\\.", -1);
    String payload = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
    String changed = payload.replaceFirst("\"groups\":\\[[^]]*]", "\"groups\":[\"" + group + "\"]");
    return parts[0]
        + "."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(changed.getBytes(StandardCharsets.UTF_8))
        + "."
        + parts[2];
  }

  private static JWSSigner signer(RSAKey key) {
    try {
      return new RSASSASigner(key);
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String signed(
      JWSAlgorithm algorithm, String key, Map<String, Object> claims, JWSSigner signer) {
    try {
      SignedJWT token =
          new SignedJWT(new JWSHeader.Builder(algorithm).keyID(key).build(), set(claims));
      token.sign(signer);
      return token.serialize();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  private static JWTClaimsSet set(Map<String, Object> claims) {
    try {
      return JWTClaimsSet.parse(claims);
    } catch (java.text.ParseException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
