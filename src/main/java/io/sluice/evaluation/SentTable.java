package io.sluice.evaluation;

import io.sluice.model.Digest;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import io.sluice.model.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Rows as they were sent, in a file of their own: the answer need not wait until they are scored.
 *
 * @param file to be deleted by {@link #close}
 * @param format what they are
 * @param digest of the file
 * @param bytes of the file
 */
record SentTable(Path file, Format format, Digest digest, long bytes) implements AutoCloseable {
  private static final int CHUNK = 1 << 16;

  /** How rows are written. */
  enum Format {
    /** A table with a header, RFC 4180. */
    CSV,
    /** {@code {"instances":[{...}]}}, or the list alone. */
    JSON
  }

  /**
   * Writes a body to a new file.
   *
   * @param folder is made if it is not there
   * @param most bytes that are taken
   * @throws ServingException of the kind {@code BODY_TOO_LARGE} if there are more
   * @throws IOException if the body or the disk fails
   */
  static SentTable write(InputStream body, Format format, Path folder, long most)
      throws IOException {
    Files.createDirectories(folder);
    Path file = Files.createTempFile(folder, "rows", ".part");
    boolean written = false;
    try {
      Sha256 sha256 = new Sha256();
      long bytes;
      try (OutputStream out = Files.newOutputStream(file)) {
        bytes = copy(body, out, sha256, most);
      }
      written = true;
      return new SentTable(file, format, sha256.digest(), bytes);
    } finally {
      if (!written) {
        Files.deleteIfExists(file);
      }
    }
  }

  private static long copy(InputStream body, OutputStream out, Sha256 sha256, long most)
      throws IOException {
    byte[] chunk = new byte[CHUNK];
    long bytes = 0;
    for (int read = body.read(chunk); read >= 0; read = body.read(chunk)) {
      bytes += read;
      if (bytes > most) {
        throw new ServingException(
            Kind.BODY_TOO_LARGE, "The body is larger than %,d bytes.".formatted(most));
      }
      out.write(chunk, 0, read);
      sha256.update(chunk, 0, read);
    }
    return bytes;
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(file);
  }
}
