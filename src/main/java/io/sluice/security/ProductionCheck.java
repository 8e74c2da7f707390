package io.sluice.security;

import io.sluice.security.SecurityConfig.Profile;
import io.sluice.security.SecurityConfig.Tls;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * What must be so before a server may be used in earnest: it knows its users by name, through the
 * organisation's own issuer; nobody reads along; and nobody is let in unasked. A server that is
 * short of one of these does not start, for a warning is read after the loss.
 */
final class ProductionCheck {
  private ProductionCheck() {}

  /** What is missing, a clause for each; empty if the server may start. */
  static List<String> missing(Config config, SecurityConfig security) {
    if (security.profile() != Profile.PRODUCTION) {
      return List.of();
    }
    List<String> missing = new ArrayList<>();
    if (security.tokens().isEmpty()) {
      missing.add(
          "tokens: set %s, %s and %s"
              .formatted(TokenRules.ISSUER, TokenRules.AUDIENCES, VerificationKeys.LOCATION));
    }
    Optional<String> location = TokenRules.text(config, VerificationKeys.LOCATION);
    if (location.filter(where -> where.startsWith("http:")).isPresent()) {
      missing.add(VerificationKeys.LOCATION + " must be https, a file or a resource");
    }
    if (security.tls() == Tls.NONE) {
      missing.add(
          SecurityConfig.TLS
              + " must say who encrypts: listener (the server's own) or proxy (one in front)");
    }
    if (!security.anonymous().roles().isEmpty()) {
      missing.add(SecurityConfig.ANONYMOUS_ROLES + " must be none");
    }
    if (!security.metrics().stated()) {
      missing.add(MetricsAccess.KEY + " must say who reads /metrics: roles, or anyone");
    }
    return missing;
  }
}
