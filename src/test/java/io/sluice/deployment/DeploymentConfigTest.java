package io.sluice.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.intake.IntakeLimits;
import io.sluice.model.Alias;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.runtime.batch.BatchLimits;
import io.sluice.testing.PlainConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeploymentConfigTest {
  private final Map<String, String> values = new HashMap<>();

  @BeforeEach
  void defaults() throws IOException {
    Properties file = new Properties();
    try (InputStream in =
        getClass().getResourceAsStream("/META-INF/microprofile-config.properties")) {
      file.load(Objects.requireNonNull(in));
    }
    file.forEach((key, value) -> values.put((String) key, (String) value));
  }

  @Test
  void from_defaults_areThoseOfTheCode() {
    DeploymentConfig config = DeploymentConfig.from(new PlainConfig(values));

    assertThat(config.modelsDir()).isEqualTo(Path.of("models"));
    assertThat(config.intakeLimits()).isEqualTo(IntakeLimits.DEFAULTS);
    assertThat(config.settings().apply(new ModelName("iris")))
        .isEqualTo(settings(EngineChoice.AUTO));
    assertThat(config.maxWaiting()).isEqualTo(96);
    assertThat(config.aliases()).isEmpty();
  }

  @Test
  void from_everyKey_isHeeded() {
    values.put("sluice.models.dir", "elsewhere");
    values.put("sluice.intake.max-archive-bytes", "1000");
    values.put("sluice.intake.max-inflated-bytes", "2000");
    values.put("sluice.intake.max-parameters", "30");
    values.put("sluice.predict.queue-timeout", "PT0.25S");
    values.put("sluice.predict.max-queue-rows", "2000");
    values.put("sluice.predict.max-waiting", "7");
    values.put("sluice.predict.max-waiting-all", "21");
    values.put("sluice.model.iris.max-batch-rows", "100");
    values.put("sluice.model.iris.deadline", "PT2S");
    values.put("sluice.engine", "deeplearning4j");
    values.put("sluice.model.iris.engine", "plan");
    values.put("sluice.model.iris.alias.production", "2");
    values.put("sluice.model.iris.alias.stable", " 1 ");

    DeploymentConfig config = DeploymentConfig.from(new PlainConfig(values));

    assertThat(config.modelsDir()).isEqualTo(Path.of("elsewhere"));
    assertThat(config.maxWaiting()).isEqualTo(21);
    assertThat(config.intakeLimits()).isEqualTo(IntakeLimits.DEFAULTS.withCaps(1000, 2000, 30));
    assertThat(config.settings().apply(new ModelName("iris")))
        .isEqualTo(
            new ServingSettings(
                EngineChoice.PLAN,
                new BatchLimits(100, 2000, 7, Duration.ofMillis(250)),
                Duration.ofSeconds(2)));
    assertThat(config.settings().apply(new ModelName("salary")).engine())
        .isEqualTo(EngineChoice.DEEPLEARNING4J);
    assertThat(config.settings().apply(new ModelName("salary")).limits().maxBatchRows())
        .isEqualTo(1024);
    assertThat(config.aliases())
        .containsOnly(
            Map.entry(
                new ModelName("iris"),
                Map.of(
                    new Alias("production"), new ModelVersion(2),
                    new Alias("stable"), new ModelVersion(1))));
  }

  @Test
  void from_aliasOfNoVersion_isRefused() {
    values.put("sluice.model.iris.alias.production", "latest");

    assertThatThrownBy(() -> DeploymentConfig.from(new PlainConfig(values)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'latest'");
  }

  /** What holds for a model of which only the engine is configured. */
  static ServingSettings settings(EngineChoice engine) {
    return new ServingSettings(
        engine, new BatchLimits(1024, 10_000, 64, Duration.ofSeconds(5)), Duration.ofMinutes(1));
  }
}
