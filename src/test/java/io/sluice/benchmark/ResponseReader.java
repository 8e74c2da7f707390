package io.sluice.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

/**
 * Finds the end of one HTTP/1.1 response in bytes as they come, and its status. Enough of RFC 9112
 * for a client that never pipelines: {@code Content-Length} and chunks.
 */
final class ResponseReader {
  /** The response goes on. */
  static final int MORE = 0;

  private static final byte[] HEAD_END = {'\r', '\n', '\r', '\n'};
  private static final byte[] LAST_CHUNK = {'0', '\r', '\n', '\r', '\n'};
  private static final int STATUS_FROM = 9;
  private static final int STATUS_TO = 12;

  private byte[] bytes = new byte[4096];
  private int size;
  private int bodyFrom = -1;
  private int status;
  private long length;
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
    if (bodyFrom < 0) {
      int end = indexOf(HEAD_END);
      if (end < 0) {
        return MORE;
      }
      bodyFrom = end + HEAD_END.length;
      readHead(new String(bytes, 0, end, StandardCharsets.ISO_8859_1));
    }
    boolean whole =
        chunked
            ? size - bodyFrom >= LAST_CHUNK.length
                && Arrays.equals(bytes, size - LAST_CHUNK.length, size, LAST_CHUNK, 0, 5)
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
    bodyFrom = -1;
    length = 0;
    chunked = false;
    closing = false;
  }

  private void readHead(String head) throws IOException {
    if (!head.startsWith("HTTP/1.1 ") || head.length() < STATUS_TO) {
      throw new IOException("no HTTP: " + head);
    }
    status = Integer.parseInt(head.substring(STATUS_FROM, STATUS_TO));
    for (String line : head.toLowerCase(Locale.ROOT).lines().toList()) {
      if (line.startsWith("content-length:")) {
        length = Long.parseLong(line.substring("content-length:".length()).strip());
      } else if (line.startsWith("transfer-encoding:")) {
        chunked = line.contains("chunked");
      } else if (line.startsWith("connection:")) {
        closing = line.contains("close");
      }
    }
  }

  private int indexOf(byte[] sought) {
    for (int i = 0; i + sought.length <= size; i++) {
      if (Arrays.equals(bytes, i, i + sought.length, sought, 0, sought.length)) {
        return i;
      }
    }
    return -1;
  }
}
