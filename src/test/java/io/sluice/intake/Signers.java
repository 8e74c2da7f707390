package io.sluice.intake;

import io.sluice.model.Digest;
import io.sluice.model.ModelId;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;

/** Makes keys, manifests and signatures as those outside do. */
final class Signers {
  private Signers() {}

  static KeyPair key() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String base64(KeyPair key) {
    return Base64.getEncoder().encodeToString(key.getPublic().getEncoded());
  }

  static String manifest(ModelId id, Digest digest, long size, String keyId) {
    return """
        {"name":"%s","version":"%s","sha256":"%s","size":%d,"createdAt":"2026-11-24T12:00:00Z","keyId":"%s"}"""
        .formatted(
            id.name(), id.version(), digest.value().substring("sha256:".length()), size, keyId);
  }

  static SignedManifest sign(String manifest, PrivateKey key) {
    return new SignedManifest(manifest.getBytes(StandardCharsets.UTF_8), signature(manifest, key));
  }

  static byte[] signature(String manifest, PrivateKey key) {
    try {
      Signature signer = Signature.getInstance("Ed25519");
      signer.initSign(key);
      signer.update(manifest.getBytes(StandardCharsets.UTF_8));
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
