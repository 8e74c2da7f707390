package io.sluice.testing;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes a {@code multipart/form-data} body (RFC 7578). */
public final class Multipart {
  private static final String BOUNDARY = "sluice-test-boundary";

  /** The media type of the body. */
  public static final String TYPE = "multipart/form-data; boundary=" + BOUNDARY;

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  /** Adds a part. */
  public Multipart part(String name, String type, byte[] content) {
    text(
        "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
            .formatted(BOUNDARY, name, name, type));
    body.writeBytes(content);
    text("\r\n");
    return this;
  }

  /** Adds a part of JSON. */
  public Multipart json(String name, String content) {
    return part(name, "application/json", content.getBytes(StandardCharsets.UTF_8));
  }

  /** The whole body. */
  public byte[] bytes() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(body.toByteArray());
    whole.writeBytes(("--" + BOUNDARY + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    return whole.toByteArray();
  }

  private void text(String text) {
    body.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }
}
