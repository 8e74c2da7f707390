package io.sluice.openinference;

import io.sluice.codec.BodyBytes;
import io.sluice.codec.ContentCoding;
import io.sluice.model.InvalidInstancesException;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Violation;
import io.sluice.model.Violation.Rule;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The body of a request, still to be read: how it is packed, and where its JSON ends, as the
 * headers say.
 */
final class InferBody {
  /** The header that says how many bytes of the body are JSON; 0 if it is nothing but a tensor. */
  static final String JSON_LENGTH = "Inference-Header-Content-Length";

  /** The media type of bodies that have bytes behind their JSON. */
  static final String BYTES = "application/octet-stream";

  private static final int MOST_DIGITS = 18;
  private static final long ALL = -1;

  private final InputStream packed;
  private final ContentCoding coding;
  private final long length;
  private final long most;
  private final long jsonLength;

  /**
   * @throws ServingException if the headers tell already that the body cannot be taken
   */
  InferBody(HttpServletRequest request, long most) throws IOException {
    this.most = most;
    this.length = request.getContentLengthLong();
    ContentCoding known = ContentCoding.of(request.getHeader("Content-Encoding"));
    if (known == null) {
      throw new ServingException(
          Kind.UNSUPPORTED_MEDIA_TYPE, "A body must be packed by gzip or deflate, or not at all.");
    }
    this.coding = known;
    checkType(request.getContentType());
    this.jsonLength = jsonLength(request.getHeader(JSON_LENGTH));
    this.packed = request.getInputStream();
  }

  /** Whether the body is nothing but the bytes of one tensor. */
  boolean isRaw() {
    return jsonLength == 0;
  }

  /**
   * Reads all of it.
   *
   * @throws ServingException if it is too long, or breaks off
   */
  BodyBytes read() {
    if (coding == ContentCoding.IDENTITY) {
      return BodyBytes.read(packed, most, length);
    }
    try (InputStream plain = coding.unpack(packed)) {
      return BodyBytes.read(plain, most, -1);
    } catch (ZipException e) {
      throw unreadable(e);
    } catch (IOException e) {
      throw unreadable(e);
    }
  }

  /**
   * Where the JSON of a body ends.
   *
   * @throws InvalidInstancesException if the header says it ends behind the body's end
   */
  int jsonEnd(BodyBytes body) {
    if (jsonLength == ALL) {
      return body.length();
    }
    if (jsonLength > body.length()) {
      throw wrongLength();
    }
    return (int) jsonLength;
  }

  private static ServingException unreadable(IOException cause) {
    return new ServingException(
        Kind.MALFORMED_BODY, "the body is not packed as its headers say", cause);
  }

  private static void checkType(@Nullable String type) {
    if (type == null || type.equals(Call.JSON) || type.equals(BYTES)) {
      return;
    }
    String[] parts = type.toLowerCase(Locale.ROOT).split("\\s*;\\s*", -1);
    switch (parts[0].strip()) {
      // The third is what curl says when it is told nothing.
      case "application/json", "application/octet-stream", "application/x-www-form-urlencoded" -> {
        for (int i = 1; i < parts.length; i++) {
          String parameter = parts[i].replace("\"", "").strip();
          if (parameter.startsWith("charset=") && !parameter.equals("charset=utf-8")) {
            throw new ServingException(Kind.UNSUPPORTED_MEDIA_TYPE, "A body must be in UTF-8.");
          }
        }
      }
      default ->
          throw new ServingException(
              Kind.UNSUPPORTED_MEDIA_TYPE,
              "A body must be application/json or application/octet-stream.");
    }
  }

  private static long jsonLength(@Nullable String header) {
    if (header == null) {
      return ALL;
    }
    String digits = header.strip();
    if (digits.isEmpty()
        || digits.length() > MOST_DIGITS
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw wrongLength();
    }
    return Long.parseLong(digits);
  }

  private static InvalidInstancesException wrongLength() {
    Violation violation =
        new Violation(
            "/" + JSON_LENGTH,
            Rule.RANGE,
            "The header " + JSON_LENGTH + " must be from 0 to the length of the body.",
            null);
    return new InvalidInstancesException(Kind.INVALID_PARAMETER, List.of(violation), 1);
  }
}
