package io.sluice.openinference;

import io.sluice.testing.ServletClient.Answer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bodies of JSON and bytes, as clients of the extension "binary_tensor_data" make them. */
final class Binary {
  static final String LENGTH = "Inference-Header-Content-Length";

  private Binary() {}

  /** JSON and blobs behind it. */
  static byte[] body(String json, byte[]... blobs) {
    byte[] head = json.getBytes(StandardCharsets.UTF_8);
    int size = head.length + Arrays.stream(blobs).mapToInt(blob -> blob.length).sum();
    ByteBuffer body = ByteBuffer.allocate(size).put(head);
    for (byte[] blob : blobs) {
      body.put(blob);
    }
    return body.array();
  }

  /** The headers of such a body. */
  static String[] headers(String json, String... more) {
    String[] headers = Arrays.copyOf(more, more.length + 4);
    headers[more.length] = LENGTH;
    headers[more.length + 1] = Integer.toString(json.getBytes(StandardCharsets.UTF_8).length);
    headers[more.length + 2] = "Content-Type";
    headers[more.length + 3] = "application/octet-stream";
    return headers;
  }

  static byte[] floats(float... values) {
    byte[] bytes = new byte[4 * values.length];
    ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      little.putFloat(value);
    }
    return bytes;
  }

  static byte[] texts(String... values) {
    byte[] bytes = new byte[Arrays.stream(values).mapToInt(text -> 4 + text.length()).sum()];
    ByteBuffer little = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (String value : values) {
      little.putInt(value.length()).put(value.getBytes(StandardCharsets.US_ASCII));
    }
    return bytes;
  }

  static ByteBuffer little(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** The JSON of an answer that has bytes behind it. */
  static String json(Answer answer) {
    int end = Integer.parseInt(answer.header(LENGTH).orElseThrow());
    return new String(answer.bytes(), 0, end, StandardCharsets.UTF_8);
  }

  /** The bytes behind the JSON of an answer. */
  static byte[] blob(Answer answer) {
    int end = Integer.parseInt(answer.header(LENGTH).orElseThrow());
    return Arrays.copyOfRange(answer.bytes(), end, answer.bytes().length);
  }
}
