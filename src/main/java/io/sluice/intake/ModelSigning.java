package io.sluice.intake;

import io.sluice.model.ChangeException;
import io.sluice.model.ChangeException.Kind;
import io.sluice.model.Digest;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Who may say that a file is a version of a model: holders of Ed25519 keys (RFC 8032) that the
 * configuration lists. A signature is over a {@link Manifest}, which must say exactly what is
 * pushed.
 */
public final class ModelSigning {
  private static final String ALGORITHM = "Ed25519";

  private final Map<String, PublicKey> keys;
  private final Function<ModelName, Optional<Set<String>>> allowed;
  private final boolean required;

  /**
   * @param keys by their ids
   * @param allowed the ids of the keys that may sign a model, which then must be signed; empty if
   *     the model has no list of its own, so that any key will do
   * @param required whether every model must be signed
   */
  public ModelSigning(
      Map<String, PublicKey> keys,
      Function<ModelName, Optional<Set<String>>> allowed,
      boolean required) {
    this.keys = Map.copyOf(keys);
    this.allowed = allowed;
    this.required = required;
  }

  /**
   * Reads a public key as it stands in the configuration.
   *
   * @param base64 of its X.509 form (SubjectPublicKeyInfo, RFC 8410), as {@code openssl pkey
   *     -pubout -outform DER | base64 -w0} gives it
   * @throws IllegalArgumentException if it is no Ed25519 key
   */
  public static PublicKey key(String base64) {
    try {
      byte[] encoded = Base64.getDecoder().decode(base64.strip());
      return KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(encoded));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IllegalArgumentException("is no Ed25519 public key in base64", e);
    }
  }

  /**
   * Checks what accompanies a push.
   *
   * @param signed null if nothing does
   * @param id what is pushed
   * @param digest of the bytes that were pushed
   * @param size of them
   * @param highest version of the model that was ever committed; null if there is none. A signed
   *     version must be higher, or an old one could be replayed to bring back its faults
   * @throws ChangeException of the kind {@code SIGNATURE_REJECTED} if the push may not go on
   */
  public void check(
      @Nullable SignedManifest signed,
      ModelId id,
      Digest digest,
      long size,
      @Nullable ModelVersion highest) {
    Optional<Set<String>> list = allowed.apply(id.name());
    if (signed == null) {
      if (required || list.isPresent()) {
        throw rejected("SIGNATURE_MISSING", "The model must be signed", null);
      }
      return;
    }
    Manifest manifest = parse(signed);
    PublicKey key = keys.get(manifest.keyId());
    if (key == null || (list.isPresent() && !list.get().contains(manifest.keyId()))) {
      throw rejected("SIGNING_KEY", "The key of this signature may not sign this model", null);
    }
    if (!verify(key, signed)) {
      throw rejected("SIGNATURE_INVALID", "The signature is not one of this manifest", null);
    }
    if (!manifest.id().equals(id) || !manifest.digest().equals(digest) || manifest.size() != size) {
      throw rejected(
          "MANIFEST_DIFFERS",
          "The manifest is of another file, model or version: %s, %s, %d bytes"
              .formatted(manifest.id(), manifest.digest(), manifest.size()),
          null);
    }
    if (highest != null && id.version().compareTo(highest) <= 0) {
      throw rejected(
          "VERSION_REPLAYED",
          "A signed version must be higher than every earlier one, which are up to " + highest,
          null);
    }
  }

  static ChangeException rejected(String reason, String message, @Nullable Throwable cause) {
    return new ChangeException(Kind.SIGNATURE_REJECTED, reason, message, List.of(), cause);
  }

  private static Manifest parse(SignedManifest signed) {
    try {
      return Manifest.parse(signed.manifest());
    } catch (IllegalArgumentException e) {
      throw rejected("MANIFEST_INVALID", "The manifest " + e.getMessage(), e);
    }
  }

  private static boolean verify(PublicKey key, SignedManifest signed) {
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      verifier.update(signed.manifest());
      return verifier.verify(signed.signature());
    } catch (SignatureException e) {
      // Not even of the right length.
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java 17 has Ed25519", e);
    }
  }
}
