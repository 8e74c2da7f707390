package io.sluice.security;

import io.sluice.database.Database;
import io.sluice.model.TimeSource;
import io.sluice.security.SecurityConfig.Tls;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.Config;

/** Makes what knows callers, once for all requests. */
@ApplicationScoped
public class SecurityProducer {
  @Produces
  @Singleton
  KeyRing ring() {
    return new KeyRing(TimeSource.SYSTEM);
  }

  @Produces
  @Singleton
  KeyCabinet cabinet(Database database, KeyRing ring) {
    return new KeyCabinet(database, ring, TimeSource.SYSTEM);
  }

  @Produces
  @Singleton
  MetricsAccess metrics(Config config) {
    return SecurityConfig.from(config).metrics();
  }

  @Produces
  @Singleton
  Callers callers(Config config, KeyRing ring) {
    TimeSource time = TimeSource.SYSTEM;
    SecurityConfig security = SecurityConfig.from(config);
    GuessLimit guesses = new GuessLimit(security.wrongPerMinute(), time);
    RefusalLog log = new RefusalLog(time);
    TokenVerifier verifier =
        security
            .tokens()
            .map(
                rules ->
                    new TokenVerifier(
                        rules, VerificationKeys.from(config, rules.algorithm()), time))
            .orElse(null);
    return new Callers(
        security.anonymous(),
        new ApiKeyAuthentication(ring, guesses, log, time),
        new JwtAuthentication(verifier, guesses, log),
        security.tls() == Tls.PROXY);
  }
}
