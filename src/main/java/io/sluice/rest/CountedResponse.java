package io.sluice.rest;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Counts the bytes of the body that are written through it; writers are not counted. */
final class CountedResponse extends HttpServletResponseWrapper {
  private @Nullable Counted stream;

  CountedResponse(HttpServletResponse response) {
    super(response);
  }

  long bytes() {
    return stream == null ? 0 : stream.bytes;
  }

  @Override
  public ServletOutputStream getOutputStream() throws IOException {
    if (stream == null) {
      stream = new Counted(super.getOutputStream());
    }
    return stream;
  }

  /** Passes everything on. */
  private static final class Counted extends ServletOutputStream {
    private final ServletOutputStream out;
    private long bytes;

    Counted(ServletOutputStream out) {
      this.out = out;
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      bytes++;
    }

    @Override
    public void write(byte[] data, int from, int length) throws IOException {
      out.write(data, from, length);
      bytes += length;
    }

    @Override
    public void flush() throws IOException {
      out.flush();
    }

    @Override
    public void close() throws IOException {
      out.close();
    }

    @Override
    public boolean isReady() {
      return out.isReady();
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      out.setWriteListener(listener);
    }
  }
}
