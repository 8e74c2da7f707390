package io.sluice.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.ChangeException;
import io.sluice.model.Digest;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.testing.PlainConfig;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AdmissionConfigTest {
  private final Map<String, String> values = new HashMap<>();

  @BeforeEach
  void defaults() {
    values.putAll(ConfigurationKeys.load().defaults());
  }

  @Test
  void from_defaults_takeUnsignedModelsAndTryThem() {
    AdmissionConfig config = AdmissionConfig.from(new PlainConfig(values));

    assertThat(config.digestRequired()).isFalse();
    assertThat(config.reserveBytes()).isEqualTo(16 << 20);
    assertThat(config.patience()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.trial()).isTrue();
    assertThat(config.trialTimeout()).isEqualTo(Duration.ofMinutes(2));
    assertThat(asksForSignature(config, "iris")).isFalse();
  }

  @Test
  void from_everyKey_isHeeded() {
    values.put("sluice.intake.content-digest-required", "true");
    values.put("sluice.intake.reserve-bytes", "1000");
    values.put("sluice.intake.queue-timeout", "PT1S");
    values.put("sluice.intake.trial", "false");
    values.put("sluice.intake.trial-timeout", "PT3S");
    values.put("sluice.intake.signing-keys.ci", publicKey());
    values.put("sluice.model.iris.signing-keys", " ci ");

    AdmissionConfig config = AdmissionConfig.from(new PlainConfig(values));

    assertThat(config.digestRequired()).isTrue();
    assertThat(config.reserveBytes()).isEqualTo(1000);
    assertThat(config.patience()).isEqualTo(Duration.ofSeconds(1));
    assertThat(config.trial()).isFalse();
    assertThat(config.trialTimeout()).isEqualTo(Duration.ofSeconds(3));
    assertThat(asksForSignature(config, "iris")).isTrue();
    assertThat(asksForSignature(config, "salary")).isFalse();
  }

  @Test
  void from_signatureRequired_asksForItOfEveryModel() {
    values.put("sluice.intake.signature-required", "true");

    AdmissionConfig config = AdmissionConfig.from(new PlainConfig(values));

    assertThat(asksForSignature(config, "iris")).isTrue();
  }

  @Test
  void from_listOfKeysThatNobodyBrings_isRefused() {
    values.put("sluice.model.iris.signing-keys", "ci");

    assertThatThrownBy(() -> AdmissionConfig.from(new PlainConfig(values)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("sluice.model.iris.signing-keys");
  }

  @Test
  void report_keysOfSigners_areKnownAndLookedAt() {
    values.put("sluice.intake.signing-keys.ci", publicKey());
    values.put("sluice.intake.signing-keys.broken", "AAAA");
    values.put("sluice.model.iris.signing-keys", "ci");
    values.put("sluice.model.iris.signing-kesy", "ci");

    ConfigurationReport report =
        ConfigurationReport.of(new PlainConfig(values), ConfigurationKeys.load());

    assertThat(report.problems())
        .containsExactly("sluice.intake.signing-keys.broken: is no Ed25519 public key in base64");
    assertThat(report.unknown())
        .containsExactly(
            "Nobody reads the key sluice.model.iris.signing-kesy;"
                + " did you mean sluice.model.<name>.signing-keys?");
  }

  private static boolean asksForSignature(AdmissionConfig config, String model) {
    try {
      config
          .signing()
          .check(
              null,
              new ModelId(new ModelName(model), new ModelVersion(1)),
              new Digest("sha256:" + "0".repeat(64)),
              1,
              null);
      return false;
    } catch (ChangeException e) {
      return true;
    }
  }

  private static String publicKey() {
    try {
      return Base64.getEncoder()
          .encodeToString(
              KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic().getEncoded());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
