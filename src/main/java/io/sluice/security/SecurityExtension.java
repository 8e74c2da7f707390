package io.sluice.security;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.util.List;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Fails the deployment of a server that is not as safe as its profile promises. */
public class SecurityExtension implements Extension {

  void check(@Observes BeforeBeanDiscovery start) {
    check(ConfigProvider.getConfig());
  }

  /**
   * @throws IllegalStateException in one sentence, if the production profile lacks something
   * @throws IllegalArgumentException if a value cannot be used
   */
  static void check(Config config) {
    SecurityConfig security = SecurityConfig.from(config);
    security.tokens().ifPresent(rules -> VerificationKeys.from(config, rules.algorithm()));
    List<String> missing = ProductionCheck.missing(config, security);
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          "The profile production does not start without: " + String.join("; ", missing));
    }
  }
}
