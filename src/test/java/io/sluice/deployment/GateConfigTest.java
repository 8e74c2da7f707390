package io.sluice.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.GateLimit;
import io.sluice.model.GateTerms;
import io.sluice.model.ModelName;
import io.sluice.testing.PlainConfig;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateConfigTest {
  private static final ModelName IRIS = new ModelName("iris");
  private final Map<String, String> values = new HashMap<>();

  @BeforeEach
  void defaults() {
    values.putAll(ConfigurationKeys.load().defaults());
  }

  @Test
  void from_defaults_askForNothing() {
    GateConfig config = GateConfig.from(new PlainConfig(values));

    assertThat(config)
        .isEqualTo(new GateConfig(Path.of("datasets"), 64 << 20, 1_000_000, Map.of()));
    assertThat(config.terms(IRIS)).isEqualTo(GateTerms.NONE);
  }

  @Test
  void from_everyKey_isHeeded() {
    values.put("sluice.gate.datasets-dir", "rows");
    values.put("sluice.gate.max-dataset-bytes", "1000");
    values.put("sluice.gate.max-dataset-rows", "10");
    values.put("sluice.model.iris.gate.limits", "accuracy >= 0.95, latency_p99<=5ms");
    values.put("sluice.model.iris.gate.dataset", "irises.csv");
    values.put("sluice.model.iris.gate.target", "species");
    values.put("sluice.model.digits.gate.limits", "latency_p50 < 1ms");

    GateConfig config = GateConfig.from(new PlainConfig(values));

    assertThat(config.datasetsDir()).isEqualTo(Path.of("rows"));
    assertThat(config.maxBytes()).isEqualTo(1000);
    assertThat(config.maxRows()).isEqualTo(10);
    assertThat(config.terms(IRIS))
        .isEqualTo(
            new GateTerms(
                "irises.csv",
                null,
                "species",
                List.of(
                    GateLimit.parse("accuracy >= 0.95"), GateLimit.parse("latency_p99 <= 5ms"))));
    assertThat(config.terms(new ModelName("digits")).needsDataset()).isFalse();
  }

  @Test
  void from_limitsWithoutARowToMeasureThemOn_isRefused() {
    values.put("sluice.model.iris.gate.limits", "accuracy >= 0.95");

    assertThatThrownBy(() -> GateConfig.from(new PlainConfig(values)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sluice.model.iris.gate.dataset must name one");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sluice.model.iris.gate.limits | accuracy | 'accuracy' is no limit: it must be <figure>",
        "sluice.model.iris.gate.limits | accuracy >= 0.9, | '' is no limit",
        "sluice.model.iris.gate.limits | acuracy >= 0.9 | 'acuracy >= 0.9' bounds no figure that is known; known are accuracy, ",
        "sluice.model.iris.gate.limits | latency_p95 < 1ms | bounds no figure that is known",
        "sluice.model.iris.gate.dataset | ../secret.csv | is no valid name of a data set",
        "sluice.model.iris.gate.dataset | .hidden | is no valid name of a data set",
        "sluice.model.iris.gate.target | a b | is no valid name of a column",
        "sluice.model.IRIS.gate.target | a | is no valid model",
      })
  void problem_valueThatCannotBeUsed_namesKeyAndRule(String key, String value, String message) {
    values.put(key, value);

    assertThat(ConfigurationReport.of(new PlainConfig(values), ConfigurationKeys.load()).problems())
        .singleElement()
        .asString()
        .startsWith(key + ": ")
        .contains(message);
  }

  @Test
  void isKnown_keysOfAGate_areThreeAndMistypedOnesAreTold() {
    values.put("sluice.model.iris.gate.limit", "accuracy >= 0.9");
    values.put("sluice.model.iris.gate.dataset", "irises.csv");

    assertThat(ConfigurationReport.of(new PlainConfig(values), ConfigurationKeys.load()).unknown())
        .containsExactly(
            "Nobody reads the key sluice.model.iris.gate.limit; did you mean"
                + " sluice.model.<name>.gate.limits?");
  }
}
