package io.sluice.deployment;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.testing.ServerOptions;
import io.sluice.testing.SluiceServer;
import org.junit.jupiter.api.Test;

final class ConfigurationIT {

  @Test
  void start_severalValuesThatCannotBeUsed_failsNamingThemAll() {
    ServerOptions options =
        ServerOptions.defaults()
            .withSystemProperty("sluice.predict.max-depth", "deep")
            .withSystemProperty("sluice.access-log.enabled", "ture")
            .withSystemProperty("sluice.model.iris.alias.production", "01");

    assertThatThrownBy(() -> SluiceServer.start(options).close())
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("started without the application")
        .hasMessageContaining("3 values of the configuration cannot be used")
        .hasMessageContaining("sluice.predict.max-depth: 'deep'")
        .hasMessageContaining("sluice.access-log.enabled: 'ture'")
        .hasMessageContaining("sluice.model.iris.alias.production: '01'");
  }
}
