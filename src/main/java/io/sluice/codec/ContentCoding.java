package io.sluice.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Locale;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/** How the bytes of a body may be packed (RFC 9110, section 8.4.1). */
public enum ContentCoding {
  IDENTITY {
    @Override
    public InputStream unpack(InputStream packed) {
      return packed;
    }

    @Override
    OutputStream pack(OutputStream into) {
      return into;
    }
  },
  GZIP {
    @Override
    public InputStream unpack(InputStream packed) throws IOException {
      return new GZIPInputStream(packed, BUFFER);
    }

    @Override
    OutputStream pack(OutputStream into) throws IOException {
      return new GZIPOutputStream(into, BUFFER);
    }
  },
  /** The format of zlib, RFC 1950. */
  DEFLATE {
    @Override
    public InputStream unpack(InputStream packed) {
      return new InflaterInputStream(packed);
    }

    @Override
    OutputStream pack(OutputStream into) {
      return new DeflaterOutputStream(into);
    }
  };

  private static final int BUFFER = 4096;

  /**
   * The coding of a body.
   *
   * @param name what its header says; null if it says nothing
   * @return null if it is another, or several
   */
  public static @Nullable ContentCoding of(@Nullable String name) {
    if (name == null) {
      return IDENTITY;
    }
    return switch (name.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> IDENTITY;
      case "gzip", "x-gzip" -> GZIP;
      case "deflate" -> DEFLATE;
      default -> null;
    };
  }

  /**
   * The coding that a caller wants for an answer: of those that he takes, gzip before deflate.
   *
   * @param accepted what his header says; null if it says nothing
   */
  public static ContentCoding wanted(@Nullable String accepted) {
    if (accepted == null) {
      return IDENTITY;
    }
    ContentCoding best = IDENTITY;
    for (String one : accepted.split(",", -1)) {
      String[] parts = one.strip().split("\\s*;\\s*q\\s*=\\s*", 2);
      ContentCoding coding = parts[0].equals("*") ? GZIP : of(parts[0]);
      boolean refused = parts.length == 2 && parts[1].matches("0(\\.0*)?");
      if (coding == GZIP && !refused) {
        return GZIP;
      }
      best = coding == DEFLATE && !refused ? DEFLATE : best;
    }
    return best;
  }

  /** The name in headers. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The bytes that a body holds; closing them frees memory and closes the body. */
  public abstract InputStream unpack(InputStream packed) throws IOException;

  /** The bytes of an answer, packed. */
  public AnswerBytes pack(AnswerBytes plain) throws IOException {
    AnswerBytes packed = new AnswerBytes();
    try (OutputStream out = pack((OutputStream) new Open(packed))) {
      plain.writeTo(out);
    }
    return packed;
  }

  abstract OutputStream pack(OutputStream into) throws IOException;

  /** Passes everything on but the end. */
  private static final class Open extends OutputStream {
    private final OutputStream out;

    Open(OutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
      out.write(bytes, from, length);
    }
  }
}
