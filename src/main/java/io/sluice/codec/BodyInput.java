package io.sluice.codec;

import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.io.Reader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** What the readers do alike with the bytes of a body. */
final class BodyInput {
  private static final int[] UTF_8_MARK = {0xEF, 0xBB, 0xBF};

  private BodyInput() {}

  /**
   * The body behind a UTF-8 byte order mark, which RFC 8259 section 8.1 lets a reader pass over and
   * spreadsheets put before CSV.
   *
   * @throws IOException if the body fails
   */
  static InputStream withoutMark(InputStream body) throws IOException {
    PushbackInputStream input = new PushbackInputStream(body, UTF_8_MARK.length);
    byte[] start = input.readNBytes(UTF_8_MARK.length);
    if (!isMark(start)) {
      input.unread(start);
    }
    return input;
  }

  /** The body's text; a byte sequence that is not UTF-8 is an error, not a question mark. */
  static Reader utf8(InputStream body) throws IOException {
    return new InputStreamReader(
        withoutMark(body),
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT));
  }

  /** The body broke off: the connection's fault, not that of the format. */
  static ServingException unreadable(IOException cause) {
    return new ServingException(
        Kind.MALFORMED_BODY, "the body could not be read to its end", cause);
  }

  private static boolean isMark(byte[] start) {
    if (start.length != UTF_8_MARK.length) {
      return false;
    }
    for (int i = 0; i < start.length; i++) {
      if ((start[i] & 0xFF) != UTF_8_MARK[i]) {
        return false;
      }
    }
    return true;
  }
}
