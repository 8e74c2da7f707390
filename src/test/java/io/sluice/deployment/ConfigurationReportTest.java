package io.sluice.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.testing.PlainConfig;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationReportTest {
  private final ConfigurationKeys keys = ConfigurationKeys.load();
  private final Map<String, String> values = new HashMap<>(keys.defaults());

  @Test
  void of_defaultsAndOthersKeys_findsNothing() {
    values.put("mp.openapi.scan.disable", "true");
    values.put("sluicegate.open", "no");
    values.put("SLUICE_MODELS_DIR", "elsewhere");
    values.put("SLUICE_PORT", "8080");
    values.put("sluice.model.iris.alias.production", "2");
    values.put("sluice.model.iris.engine", "plan");

    assertThat(report()).isEqualTo(new ConfigurationReport(List.of(), List.of()));
  }

  @Test
  void of_unknownKeys_suggestsTheNearest() {
    values.put("sluice.modles.dir", "x");
    values.put("sluice.predict.max-dept", "4");
    values.put("sluice.model.iris.aliases.production", "1");
    values.put("sluice.entirely.of.another.kind.of.thing", "1");

    assertThat(report().unknown())
        .containsExactly(
            "Nobody reads the key sluice.entirely.of.another.kind.of.thing",
            "Nobody reads the key sluice.model.iris.aliases.production;"
                + " did you mean sluice.model.<name>.alias.<alias>?",
            "Nobody reads the key sluice.modles.dir; did you mean sluice.models.dir?",
            "Nobody reads the key sluice.predict.max-dept;"
                + " did you mean sluice.predict.max-depth?");
  }

  @Test
  void of_valuesOfEveryKindThatCannotBeUsed_findsThemAll() {
    values.put("sluice.models.dir", " ");
    values.put("sluice.predict.max-depth", "0");
    values.put("sluice.predict.queue-timeout", "5s");
    values.put("sluice.access-log.enabled", "ture");
    values.put("sluice.model.iris.alias.production", "01");
    values.put("sluice.model.iris.engine", "onnx");

    assertThat(report().problems())
        .containsExactly(
            "sluice.access-log.enabled: 'ture' must be true or false",
            "sluice.model.iris.alias.production: '01' is no valid version: it must match"
                + " [1-9][0-9]{0,8}",
            "sluice.model.iris.engine: 'onnx' must be auto, plan or deeplearning4j",
            "sluice.models.dir: '' must be a text",
            "sluice.predict.max-depth: '0' must be a whole number of at least 1",
            "sluice.predict.queue-timeout: '5s' must be a duration such as PT30S");
  }

  @Test
  void of_valueThatAnEnvironmentVariableOverrides_isLookedAtUnderItsKey() {
    // MicroProfile Config answers a key's look-up from SLUICE_PREDICT_MAX_DEPTH.
    values.put("SLUICE_PREDICT_MAX_DEPTH", "deep");
    values.put("sluice.predict.max-depth", "deep");

    assertThat(report().unknown()).isEmpty();
    assertThat(report().problems()).hasSize(1);
  }

  @Test
  void distance_twoTexts_countsChanges() {
    assertThat(ConfigurationKeys.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(ConfigurationKeys.distance("", "abc")).isEqualTo(3);
    assertThat(ConfigurationKeys.distance("same", "same")).isZero();
  }

  private ConfigurationReport report() {
    return ConfigurationReport.of(new PlainConfig(values), keys);
  }
}
