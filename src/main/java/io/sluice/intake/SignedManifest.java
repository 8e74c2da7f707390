package io.sluice.intake;

import io.sluice.model.ChangeException;
import java.util.Base64;

/**
 * A manifest as it came, and what its sender says is a signature over its bytes. Nothing of it is
 * believed yet.
 */
public final class SignedManifest {
  /** The longest manifest that is read, in bytes. */
  public static final int MAX_BYTES = 4096;

  private final byte[] manifest;
  private final byte[] signature;

  /**
   * @param manifest the bytes that were signed: JSON
   * @param signature 64 bytes of Ed25519 (RFC 8032)
   * @throws ChangeException of the kind {@code SIGNATURE_REJECTED} if the manifest is too long
   */
  public SignedManifest(byte[] manifest, byte[] signature) {
    if (manifest.length > MAX_BYTES) {
      throw ModelSigning.rejected(
          "MANIFEST_INVALID", "The manifest is longer than " + MAX_BYTES + " bytes", null);
    }
    this.manifest = manifest.clone();
    this.signature = signature.clone();
  }

  /**
   * Reads both from base64, as headers and form fields hold them.
   *
   * @throws ChangeException of the kind {@code SIGNATURE_REJECTED} if one of them is no base64
   */
  public static SignedManifest fromBase64(String manifest, String signature) {
    return new SignedManifest(decode("manifest", manifest), decode("signature", signature));
  }

  /**
   * Reads a manifest that came as it is, with its signature in base64.
   *
   * @throws ChangeException of the kind {@code SIGNATURE_REJECTED} if that is no base64
   */
  public static SignedManifest of(byte[] manifest, String signature) {
    return new SignedManifest(manifest, decode("signature", signature));
  }

  byte[] manifest() {
    return manifest.clone();
  }

  byte[] signature() {
    return signature.clone();
  }

  private static byte[] decode(String what, String base64) {
    try {
      return Base64.getDecoder().decode(base64.strip());
    } catch (IllegalArgumentException e) {
      throw ModelSigning.rejected("MANIFEST_INVALID", "The " + what + " is not base64", e);
    }
  }
}
