package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.model.ChangeException;
import io.sluice.model.Digest;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Unsigned, wrongly signed, replayed: 6 variants of 50 pushes, none of which may pass. */
class Row58Test {
  private static final ModelName IRIS = new ModelName("iris");
  private static final int PUSHES = 50;

  private final KeyPair trusted = Signers.key();
  private final KeyPair stranger = Signers.key();
  private final KeyPair colleague = Signers.key();
  private final ModelSigning signing =
      new ModelSigning(
          Map.of(
              "ci", ModelSigning.key(Signers.base64(trusted)),
              "other-team", ModelSigning.key(Signers.base64(colleague))),
          model -> Optional.of(Set.of("ci")),
          true);
  private final Random random = new Random(58);

  @Test
  void check_sixVariantsOfFifty_allRefused() {
    int accepted = 0;
    for (int i = 0; i < PUSHES; i++) {
      Push push = new Push(new ModelId(IRIS, new ModelVersion(10 + i)), digest(), 1000 + i);
      String manifest = push.manifest("ci");
      assertThat(reason(push, Signers.sign(manifest, trusted.getPrivate()))).isNull();
      accepted += refused(push, null, "SIGNATURE_MISSING");
      accepted += refused(push, Signers.sign(manifest, stranger.getPrivate()), "SIGNATURE_INVALID");
      accepted +=
          refused(
              push,
              Signers.sign(push.manifest("other-team"), colleague.getPrivate()),
              "SIGNING_KEY");
      Push old = new Push(new ModelId(IRIS, new ModelVersion(1 + i % 9)), digest(), 1000);
      accepted +=
          refused(old, Signers.sign(old.manifest("ci"), trusted.getPrivate()), "VERSION_REPLAYED");
      Push swapped = new Push(push.id, digest(), push.size);
      accepted +=
          refused(
              push, Signers.sign(swapped.manifest("ci"), trusted.getPrivate()), "MANIFEST_DIFFERS");
      accepted += refused(push, forged(manifest), "SIGNATURE_INVALID");
    }
    System.out.printf("row 58: accepted %d/%d%n", accepted, 6 * PUSHES);
    assertThat(accepted).isZero();
  }

  /** A manifest changed by one digit after it was signed. */
  private SignedManifest forged(String manifest) {
    byte[] signature = Signers.signature(manifest, trusted.getPrivate());
    String changed = manifest.replace("2026-11-24", "2026-11-23");
    return new SignedManifest(changed.getBytes(StandardCharsets.UTF_8), signature);
  }

  private int refused(Push push, @Nullable SignedManifest signed, String expected) {
    String reason = reason(push, signed);
    if (reason == null) {
      return 1;
    }
    assertThat(reason).isEqualTo(expected);
    return 0;
  }

  private @Nullable String reason(Push push, @Nullable SignedManifest signed) {
    try {
      signing.check(signed, push.id, push.digest, push.size, new ModelVersion(9));
      return null;
    } catch (ChangeException e) {
      assertThat(e.kind()).isEqualTo(ChangeException.Kind.SIGNATURE_REJECTED);
      return e.reason();
    }
  }

  private Digest digest() {
    return new Digest("sha256:%064x".formatted(random.nextLong() & Long.MAX_VALUE));
  }

  private record Push(ModelId id, Digest digest, long size) {
    String manifest(String keyId) {
      return Signers.manifest(id, digest, size, keyId);
    }
  }
}
