package io.sluice.model;

import io.sluice.model.ServingException.Kind;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Ends a body that is longer than it may be, while it is read: a chunked body says no length, and a
 * length that is said need not be true.
 */
public final class BoundedInputStream extends FilterInputStream {
  private final long most;
  private long read;

  /**
   * @param most bytes that may come
   */
  public BoundedInputStream(InputStream body, long most) {
    super(body);
    this.most = most;
  }

  /** The failure of a body that has more bytes than it may have. */
  public static ServingException tooLarge(long most) {
    return new ServingException(Kind.BODY_TOO_LARGE, "The body is larger than " + most + " bytes.");
  }

  @Override
  public int read() throws IOException {
    int value = super.read();
    if (value >= 0) {
      count(1);
    }
    return value;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int count = super.read(buffer, offset, length);
    if (count > 0) {
      count(count);
    }
    return count;
  }

  @Override
  public long skip(long bytes) throws IOException {
    long skipped = super.skip(bytes);
    count(skipped);
    return skipped;
  }

  @Override
  public boolean markSupported() {
    // Going back would count the same bytes twice.
    return false;
  }

  private void count(long bytes) {
    read += bytes;
    if (read > most) {
      throw tooLarge(most);
    }
  }
}
