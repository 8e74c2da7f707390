package io.sluice.security;

import io.sluice.model.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.Enumeration;
import org.jspecify.annotations.Nullable;

/** Who a request is from: the one mechanism, composed of keys, tokens and neither. */
final class Callers {
  /** The header that brings a key. */
  static final String KEY_HEADER = "X-API-Key";

  private static final String BEARER = "Bearer ";
  private static final String FORWARDED_FOR = "X-Forwarded-For";

  private final Caller anonymous;
  private final ApiKeyAuthentication keys;
  private final JwtAuthentication tokens;
  private final boolean behindProxy;

  /**
   * @param anonymous whoever sends no credential
   * @param behindProxy whether every request comes through a proxy that appends to {@code
   *     X-Forwarded-For}; then that, and not the connection, tells the address
   */
  Callers(
      Caller anonymous, ApiKeyAuthentication keys, JwtAuthentication tokens, boolean behindProxy) {
    this.anonymous = anonymous;
    this.keys = keys;
    this.tokens = tokens;
    this.behindProxy = behindProxy;
  }

  /**
   * The caller of a request.
   *
   * @throws io.sluice.model.ServingException if the credential is wrong, or asks too often
   */
  Caller of(HttpServletRequest request) {
    String key = request.getHeader(KEY_HEADER);
    String authorization = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (key == null && authorization == null) {
      return anonymous;
    }
    if (key != null && (authorization != null || isRepeated(request.getHeaders(KEY_HEADER)))) {
      throw new CredentialException("Send one credential, not several.");
    }
    String address = address(request);
    return key == null
        ? tokens.authenticate(bearer(String.valueOf(authorization)), address)
        : keys.authenticate(key, address);
  }

  private static String bearer(String authorization) {
    if (!authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      throw new CredentialException("The header Authorization takes a bearer token only.");
    }
    return authorization.substring(BEARER.length()).strip();
  }

  private static boolean isRepeated(Enumeration<String> values) {
    values.nextElement();
    return values.hasMoreElements();
  }

  /** Where the request comes from; of an IPv6 address the network, for a host has many. */
  private String address(HttpServletRequest request) {
    String forwarded = behindProxy ? last(request.getHeader(FORWARDED_FOR)) : null;
    String address = forwarded == null ? request.getRemoteAddr() : forwarded;
    int end = 0;
    for (int group = 0; group < 4; group++) {
      end = address.indexOf(':', end) + 1;
      if (end == 0) {
        return address;
      }
    }
    return address.substring(0, end);
  }

  /** What the proxy itself has seen; all before it is the caller's own text. */
  private static @Nullable String last(@Nullable String forwarded) {
    if (forwarded == null) {
      return null;
    }
    String last = forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
    return last.isEmpty() || last.length() > 45 ? null : last;
  }
}
