package io.sluice.traffic;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * What a key becomes: the first 64 bits of SHA-256 over the salt, a zero byte and the key. Uniform
 * whatever the keys are, the same on every node and after every restart, and not to be foreseen by
 * who does not know the salt.
 */
final class KeyHash {
  private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(KeyHash::sha);
  private static final int SURPLUS_BITS = Long.SIZE - 53;

  private KeyHash() {}

  /** The hash of a key. */
  static long of(String salt, String key) {
    MessageDigest digest = SHA_256.get();
    digest.update(salt.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
    byte[] hash = digest.digest(key.getBytes(StandardCharsets.UTF_8));
    return ByteBuffer.wrap(hash).getLong();
  }

  /** Where a hash lies between 0 and 1, without 1: its first 53 bits. */
  static double point(long hash) {
    return (hash >>> SURPLUS_BITS) * 0x1.0p-53;
  }

  private static MessageDigest sha() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
