package io.sluice.intake;

import io.sluice.model.Digest;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The {@code Content-Digest} header (RFC 9530, section 2): a dictionary of structured fields (RFC
 * 8941, section 3.2) whose keys are algorithms and whose values are byte sequences. Only {@code
 * sha-256} is looked at; the RFC tells to ignore what one does not know.
 */
public final class ContentDigest {
  private static final int MAX_LENGTH = 4096;
  private static final int SHA256_BYTES = 32;

  // Key, byte sequence and parameters as RFC 8941 has them; a parameter's value is any bare item
  // without quotes, or a string, or a byte sequence.
  private static final String KEY = "[a-z*][a-z0-9_.*-]*";
  private static final String BYTES = ":[A-Za-z0-9+/]*={0,2}:";
  private static final String ITEM = "(?:" + BYTES + "|\"[ !#-\\[\\]-~]*+\"|[A-Za-z0-9?*.:/%-]++)";
  private static final Pattern MEMBER =
      Pattern.compile(
          "(" + KEY + ")=:([A-Za-z0-9+/]*={0,2}):((?:; *" + KEY + "(?:=" + ITEM + ")?)*+)");
  private static final Pattern COMMA = Pattern.compile("[ \\t]*,[ \\t]*");

  private ContentDigest() {}

  /**
   * Reads the header; lines of the same name are joined by commas first.
   *
   * @return the SHA-256 that the sender announces; empty if he names only other algorithms
   * @throws ServingException of the kind {@link Kind#INVALID_PARAMETER} if it is malformed
   */
  public static Optional<Digest> parse(String header) {
    String text = header.strip();
    if (text.isEmpty() || text.length() > MAX_LENGTH) {
      throw malformed("is empty or too long");
    }
    Optional<Digest> digest = Optional.empty();
    Matcher member = MEMBER.matcher(text);
    Matcher comma = COMMA.matcher(text);
    int position = 0;
    while (true) {
      if (!member.region(position, text.length()).lookingAt()) {
        throw malformed("is not a list such as sha-256=:...:");
      }
      if (member.group(1).equals("sha-256")) {
        // Of two members with one key the last counts (RFC 8941, section 4.2.2).
        digest = Optional.of(sha256(member.group(2)));
      }
      position = member.end();
      if (position == text.length()) {
        return digest;
      }
      if (!comma.region(position, text.length()).lookingAt()) {
        throw malformed("has something other than a comma between two members");
      }
      position = comma.end();
    }
  }

  private static Digest sha256(String base64) {
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw malformed("holds no base64 after sha-256");
    }
    if (bytes.length != SHA256_BYTES) {
      throw malformed("holds " + bytes.length + " bytes after sha-256, which has 32");
    }
    return new Digest("sha256:" + HexFormat.of().formatHex(bytes));
  }

  private static ServingException malformed(String detail) {
    return new ServingException(Kind.INVALID_PARAMETER, "The header Content-Digest " + detail);
  }
}
