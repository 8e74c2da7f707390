package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.model.ChangeException;
import io.sluice.model.Digest;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSigningTest {
  private static final ModelId IRIS_2 = new ModelId(new ModelName("iris"), new ModelVersion(2));
  private static final Digest DIGEST = new Digest("sha256:" + "a".repeat(64));
  private static final int SIZE = 42;

  private final KeyPair key = Signers.key();
  private final String manifest = Signers.manifest(IRIS_2, DIGEST, SIZE, "ci");

  @Test
  void check_unsignedWhereNothingAsksForIt_passes() {
    signing(Optional.empty(), false).check(null, IRIS_2, DIGEST, SIZE, null);
  }

  @Test
  void check_unsignedModelWithKeysOfItsOwn_isRefused() {
    assertRefused(
        () -> signing(Optional.of(Set.of("ci")), false).check(null, IRIS_2, DIGEST, SIZE, null),
        "SIGNATURE_MISSING");
  }

  @Test
  void check_signedByAnyKeyWhereNoListForbids_passes() {
    SignedManifest signed =
        SignedManifest.of(
            manifest.getBytes(StandardCharsets.UTF_8),
            Base64.getEncoder().encodeToString(Signers.signature(manifest, key.getPrivate())));

    signing(Optional.empty(), true).check(signed, IRIS_2, DIGEST, SIZE, new ModelVersion(1));
  }

  @Test
  void check_signatureOfAnotherLength_isRefused() {
    assertRefused(
        () ->
            signing(Optional.empty(), true)
                .check(
                    SignedManifest.fromBase64(base64(manifest), "AAAA"),
                    IRIS_2,
                    DIGEST,
                    SIZE,
                    null),
        "SIGNATURE_INVALID");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"name\":1}",
        "{\"name\":\"iris\",\"name\":\"iris\"}",
        "{\"name\":{}}",
        "null"
      })
  void check_manifestOfAnotherForm_isRefused(String text) {
    assertRefused(() -> checkSigned(text), "MANIFEST_INVALID");
  }

  @Test
  void check_manifestWithUnknownMissingOrFurtherMembers_isRefused() {
    assertRefused(
        () -> checkSigned(manifest.replace("\"size\"", "\"url\":\"x\",\"size\"")),
        "MANIFEST_INVALID");
    assertRefused(() -> checkSigned(manifest.replace("\"size\":42,", "")), "MANIFEST_INVALID");
    assertRefused(() -> checkSigned(manifest.replace("42", "42.5")), "MANIFEST_INVALID");
    assertRefused(() -> checkSigned(manifest.replace("T12", " 12")), "MANIFEST_INVALID");
    assertRefused(() -> checkSigned(manifest.replace("iris", "../iris")), "MANIFEST_INVALID");
    assertRefused(() -> checkSigned(manifest.replace("aaaa", "AAAA")), "MANIFEST_INVALID");
    assertRefused(() -> checkSigned(manifest.replace("\"ci\"", "\"\"")), "MANIFEST_INVALID");
    assertRefused(() -> checkSigned(manifest + "{}"), "MANIFEST_INVALID");
    assertRefused(() -> checkSigned(manifest.substring(0, 50)), "MANIFEST_INVALID");
  }

  @Test
  void of_longManifestOrNoBase64_isRefused() {
    assertRefused(() -> SignedManifest.of(new byte[4097], ""), "MANIFEST_INVALID");
    assertRefused(() -> SignedManifest.fromBase64("{}", ""), "MANIFEST_INVALID");
  }

  @Test
  void key_anythingElse_isRefused() {
    assertThatThrownBy(() -> ModelSigning.key("AAAA")).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ModelSigning.key("?")).isInstanceOf(IllegalArgumentException.class);
    assertThat(ModelSigning.key(" " + Signers.base64(key) + "\n").getAlgorithm()).startsWith("Ed");
  }

  private void checkSigned(String text) {
    signing(Optional.empty(), true)
        .check(Signers.sign(text, key.getPrivate()), IRIS_2, DIGEST, SIZE, null);
  }

  private ModelSigning signing(Optional<Set<String>> allowed, boolean required) {
    return new ModelSigning(
        Map.of("ci", ModelSigning.key(Signers.base64(key))), model -> allowed, required);
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void assertRefused(ThrowingCallable action, String reason) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            ChangeException.class,
            e -> {
              assertThat(e.kind()).isEqualTo(ChangeException.Kind.SIGNATURE_REJECTED);
              assertThat(e.reason()).isEqualTo(reason);
            });
  }
}
