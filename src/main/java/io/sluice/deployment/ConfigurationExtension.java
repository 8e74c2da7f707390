package io.sluice.deployment;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.BeforeBeanDiscovery;
import jakarta.enterprise.inject.spi.Extension;
import java.lang.System.Logger.Level;
import org.eclipse.microprofile.config.ConfigProvider;

/**
 * Reads the configuration through before anything else does. A bean would come too late: values are
 * injected before the first bean can run, and the first wrong one would hide the others.
 */
public class ConfigurationExtension implements Extension {
  private static final System.Logger LOG = System.getLogger(ConfigurationExtension.class.getName());

  void report(@Observes BeforeBeanDiscovery start) {
    ConfigurationReport report =
        ConfigurationReport.of(ConfigProvider.getConfig(), ConfigurationKeys.load());
    report.unknown().forEach(line -> LOG.log(Level.WARNING, line));
    if (!report.problems().isEmpty()) {
      throw new IllegalArgumentException(
          "%d values of the configuration cannot be used: %s"
              .formatted(report.problems().size(), String.join("; ", report.problems())));
    }
  }
}
