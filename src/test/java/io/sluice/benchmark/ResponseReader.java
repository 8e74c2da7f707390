package io.sluice.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Finds the end of one HTTP/1.1 response in bytes as they come, and its status. Enough of RFC 9112
 * for a client that never pipelines: {@code Content-Length} and chunks. Makes no object.
 */
final class ResponseReader {
  /** The response goes on. */
  static final int MORE = 0;

  private static final byte[] VERSION = ascii("http/1.1 ");
  private static final byte[] HEAD_END = ascii("\r\n\r\n");
  private static final byte[] LAST_CHUNK = ascii("0\r\n\r\n");
  private static final byte[] LENGTH = ascii("content-length: ");
  private static final byte[] CHUNKED = ascii("transfer-encoding: chunked");
  private static final byte[] CLOSE = ascii("connection: close");

  private byte[] bytes = new byte[4096];
  private int size;
  private int searched;
  private int bodyFrom = -1;
  private int status;
  private int length;
  private boolean chunked;
  private boolean closing;

  /**
   * Takes bytes.
   *
   * @return the status once the response is whole, {@link #MORE} until then
   * @throws IOException if it is no HTTP
   */
  int take(ByteBuffer buffer) throws IOException {
    int count = buffer.remaining();
    if (size + count > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + count));
    }
    buffer.get(bytes, size, count);
    size += count;
    if (bodyFrom < 0 && !readHead()) {
      return MORE;
    }
    boolean whole =
        chunked
            ? size - bodyFrom >= LAST_CHUNK.length && is(LAST_CHUNK, size - LAST_CHUNK.length)
            : size - bodyFrom >= length;
    return whole ? status : MORE;
  }

  /** Whether the server said that it closes the connection after this response. */
  boolean isClosing() {
    return closing;
  }

  /** Makes ready for the next response. */
  void reset() {
    size = 0;
    searched = 0;
    bodyFrom = -1;
    length = 0;
    chunked = false;
    closing = false;
  }

  /** Reads the head once it is whole, and says whether it is. */
  private boolean readHead() throws IOException {
    while (!is(HEAD_END, searched)) {
      if (searched + HEAD_END.length > size) {
        return false;
      }
      searched++;
    }
    if (!is(VERSION, 0)) {
      throw new IOException("no HTTP: " + new String(bytes, 0, size, StandardCharsets.US_ASCII));
    }
    bodyFrom = searched + HEAD_END.length;
    status = number(VERSION.length);
    for (int i = VERSION.length; i < searched; i++) {
      if (bytes[i] == '\n') {
        readHeader(i + 1);
      }
    }
    return true;
  }

  /** A header as servers write it: one space after the colon. */
  private void readHeader(int from) {
    if (is(LENGTH, from)) {
      length = number(from + LENGTH.length);
    } else if (is(CHUNKED, from)) {
      chunked = true;
    } else if (is(CLOSE, from)) {
      closing = true;
    }
  }

  /** The number whose digits begin there. */
  private int number(int from) {
    int number = 0;
    for (int i = from; i < size && bytes[i] >= '0' && bytes[i] <= '9'; i++) {
      number = 10 * number + bytes[i] - '0';
    }
    return number;
  }

  /** Whether these bytes are there, letters in either case; the sought are in small ones. */
  private boolean is(byte[] sought, int from) {
    if (from + sought.length > size) {
      return false;
    }
    for (int i = 0; i < sought.length; i++) {
      int b = bytes[from + i];
      if ((b >= 'A' && b <= 'Z' ? b + ('a' - 'A') : b) != sought[i]) {
        return false;
      }
    }
    return true;
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
