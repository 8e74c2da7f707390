package io.sluice.security;

import io.sluice.model.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * A key as its owner holds it: {@code slk_<id>_<secret>}, 64 characters. The id is 64 random bits
 * in hexadecimal and may be known to anybody; the secret is 256 random bits in Base64 for URLs. So
 * many bits cannot be guessed, and one SHA-256 at rest is enough: slow hashes are for passwords.
 */
final class KeyText {
  private static final String PREFIX = "slk_";
  private static final int ID_BYTES = 8;
  private static final int ID_END = PREFIX.length() + 2 * ID_BYTES;
  private static final int SECRET_BYTES = 32;
  private static final int LENGTH = 64;

  private final String text;

  private KeyText(String text) {
    this.text = text;
  }

  /** A new key. */
  static KeyText make(SecureRandom random) {
    byte[] id = new byte[ID_BYTES];
    byte[] secret = new byte[SECRET_BYTES];
    random.nextBytes(id);
    random.nextBytes(secret);
    return new KeyText(
        PREFIX
            + HexFormat.of().formatHex(id)
            + "_"
            + Base64.getUrlEncoder().withoutPadding().encodeToString(secret));
  }

  /** The id within the text of a key; null for what cannot be one. */
  static @Nullable String idOf(String text) {
    boolean formed =
        text.length() == LENGTH && text.startsWith(PREFIX) && text.charAt(ID_END) == '_';
    return formed ? text.substring(PREFIX.length(), ID_END) : null;
  }

  /**
   * What is kept of a key.
   *
   * @return the SHA-256 of the whole text, 64 hexadecimal digits
   */
  static String hash(String text) {
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Whether a text is the key of a hash; takes as long whichever digit differs. */
  static boolean matches(String text, String hash) {
    return MessageDigest.isEqual(
        hash(text).getBytes(StandardCharsets.US_ASCII), hash.getBytes(StandardCharsets.US_ASCII));
  }

  /** The id. */
  String id() {
    return text.substring(PREFIX.length(), ID_END);
  }

  /** What is kept of it. */
  String hash() {
    return hash(text);
  }

  /** The key itself, to be shown once and forgotten. */
  String reveal() {
    return text;
  }

  /** The id only: what is printed by accident gives nothing away. */
  @Override
  public String toString() {
    return PREFIX + id();
  }
}
