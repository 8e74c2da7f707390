package io.sluice.deployment;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;

/** Signs models with an Ed25519 key of its own. */
final class Signer {
  private final String id;
  private final KeyPair pair;

  /**
   * @param id under which the server knows its key
   */
  Signer(String id) {
    this.id = id;
    try {
      pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The public key, as the configuration has it. */
  String publicKey() {
    return Base64.getEncoder().encodeToString(pair.getPublic().getEncoded());
  }

  /** The manifest of an archive. */
  byte[] manifest(String model, int version, byte[] archive) {
    return ("{\"name\":\"%s\",\"version\":\"%d\",\"sha256\":\"%s\",\"size\":%d,"
            + "\"createdAt\":\"2026-11-24T12:00:00Z\",\"keyId\":\"%s\"}")
        .formatted(
            model,
            version,
            RowServer.digest(archive).substring("sha256:".length()),
            archive.length,
            id)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The signature of a manifest, in base64. */
  String sign(byte[] manifest) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(pair.getPrivate());
      signature.update(manifest);
      return Base64.getEncoder().encodeToString(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The headers that go with an archive. */
  String[] headers(String model, int version, byte[] archive) {
    byte[] manifest = manifest(model, version, archive);
    return new String[] {
      "X-Model-Manifest",
      Base64.getEncoder().encodeToString(manifest),
      "X-Model-Signature",
      sign(manifest)
    };
  }
}
