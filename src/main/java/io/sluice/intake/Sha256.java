package io.sluice.intake;

import io.sluice.model.Digest;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts the SHA-256 of bytes that pass by. */
final class Sha256 {
  private final MessageDigest sha256;

  Sha256() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  void update(byte[] bytes, int offset, int length) {
    sha256.update(bytes, offset, length);
  }

  void update(ByteBuffer bytes) {
    sha256.update(bytes);
  }

  /** The digest of everything so far; counting starts anew. */
  Digest digest() {
    return new Digest("sha256:" + HexFormat.of().formatHex(sha256.digest()));
  }
}
