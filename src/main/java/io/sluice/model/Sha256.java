package io.sluice.model;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Counts the SHA-256 of bytes that pass by. For one thread. */
public final class Sha256 {
  private final MessageDigest sha256;

  /** Nothing has passed yet. */
  public Sha256() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The SHA-256 of these bytes, as 64 hexadecimal digits. */
  public static String hex(byte[] bytes) {
    Sha256 sha256 = new Sha256();
    sha256.update(bytes, 0, bytes.length);
    return sha256.hex();
  }

  /** Counts a part of an array. */
  public void update(byte[] bytes, int offset, int length) {
    sha256.update(bytes, offset, length);
  }

  /** Counts what a buffer still has, and moves it to its end. */
  public void update(ByteBuffer bytes) {
    sha256.update(bytes);
  }

  /** The digest of everything so far; counting starts anew. */
  public Digest digest() {
    return new Digest("sha256:" + hex());
  }

  private String hex() {
    return HexFormat.of().formatHex(sha256.digest());
  }
}
