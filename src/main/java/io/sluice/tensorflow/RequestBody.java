package io.sluice.tensorflow;

import io.sluice.codec.ContentCoding;
import io.sluice.model.BoundedInputStream;
import io.sluice.model.ServingException;
import io.sluice.model.ServingException.Kind;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;

/**
 * The body of a request, unpacked while it is read and bounded before and after. Its media type
 * does not matter: most clients of the protocol say nothing of it, or the wrong thing.
 */
final class RequestBody extends InputStream {
  private final HttpServletRequest request;
  private final ContentCoding coding;
  private final long most;
  private InputStream opened = InputStream.nullInputStream();
  private boolean isOpen;

  /**
   * @param most bytes that it may have, packed and unpacked
   * @throws ServingException if the headers tell already that it cannot be taken
   */
  RequestBody(HttpServletRequest request, long most) {
    this.request = request;
    this.most = most;
    if (request.getContentLengthLong() > most) {
      throw BoundedInputStream.tooLarge(most);
    }
    ContentCoding known = ContentCoding.of(request.getHeader("Content-Encoding"));
    if (known == null) {
      throw new ServingException(
          Kind.UNSUPPORTED_MEDIA_TYPE, "A body may be packed by gzip or deflate, and only once.");
    }
    this.coding = known;
  }

  @Override
  public int read() throws IOException {
    return open().read();
  }

  @Override
  public int read(byte[] into, int from, int length) throws IOException {
    return open().read(into, from, length);
  }

  /** Frees what unpacks; what of the body was not read is the container's. */
  @Override
  public void close() throws IOException {
    if (coding != ContentCoding.IDENTITY) {
      opened.close();
    }
  }

  /** The first bytes are asked for once the request was admitted. */
  private InputStream open() throws IOException {
    if (!isOpen) {
      InputStream packed = new BoundedInputStream(request.getInputStream(), most);
      opened =
          coding == ContentCoding.IDENTITY
              ? packed
              : new BoundedInputStream(coding.unpack(packed), most);
      isOpen = true;
    }
    return opened;
  }
}
