package io.sluice.tensorflow;

import com.fasterxml.jackson.core.JsonToken;
import io.sluice.codec.JsonTokens;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Bytes in JSON: {@code {"b64":"..."}}, with base64 of RFC 4648, section 4. */
final class Base64Text {
  /** The only member of an object that stands for bytes. */
  static final String MEMBER = "b64";

  private Base64Text() {}

  /**
   * Reads the rest of an object, to its end.
   *
   * @param first the token behind its bracket, which came last: its first name, or its end
   * @return the bytes; null if it does not stand for any
   */
  static byte @Nullable [] bytes(JsonTokens tokens, JsonToken first) {
    if (first == JsonToken.END_OBJECT) {
      return null;
    }
    boolean named = tokens.text().equals(MEMBER);
    JsonToken value = tokens.next();
    byte[] bytes = named && value == JsonToken.VALUE_STRING ? decoded(tokens.text()) : null;
    tokens.skip(value);
    if (tokens.next() != JsonToken.END_OBJECT) {
      tokens.skip(JsonToken.START_OBJECT);
      return null;
    }
    return bytes;
  }

  /** As {@link #bytes}, of text in UTF-8. */
  static @Nullable String read(JsonTokens tokens, JsonToken first) {
    byte[] bytes = bytes(tokens, first);
    if (bytes == null) {
      return null;
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  private static byte @Nullable [] decoded(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
