package io.sluice.metrics;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Keeps what a servlet answers until somebody decides what becomes of it. */
final class HeldResponse extends HttpServletResponseWrapper {
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final ServletOutputStream stream = new Held(body);
  private final PrintWriter writer =
      new PrintWriter(new OutputStreamWriter(body, StandardCharsets.UTF_8));
  private int status = SC_OK;
  private boolean error;
  private @Nullable String message;

  HeldResponse(HttpServletResponse response) {
    super(response);
  }

  /** Whether the servlet answered with figures, or said only that it has none of that kind. */
  boolean hasFigures() {
    return status == SC_OK || status == SC_NO_CONTENT || status == SC_NOT_FOUND;
  }

  /** The figures that the servlet answered with; none if it answered otherwise. */
  byte[] figures() {
    writer.flush();
    return status == SC_OK ? body.toByteArray() : new byte[0];
  }

  /** Gives the answer as the servlet meant it. */
  void release() throws IOException {
    HttpServletResponse answer = (HttpServletResponse) getResponse();
    if (error) {
      answer.sendError(status, message);
      return;
    }
    writer.flush();
    answer.setStatus(status);
    answer.getOutputStream().write(body.toByteArray());
  }

  @Override
  public void setStatus(int code) {
    status = code;
  }

  @Override
  public int getStatus() {
    return status;
  }

  @Override
  public void sendError(int code) {
    sendError(code, null);
  }

  @Override
  public void sendError(int code, @Nullable String why) {
    status = code;
    error = true;
    message = why;
  }

  @Override
  public ServletOutputStream getOutputStream() {
    return stream;
  }

  @Override
  public PrintWriter getWriter() {
    return writer;
  }

  @Override
  public void flushBuffer() {
    // Nothing may leave yet.
  }

  @Override
  public void setContentLength(int length) {
    // It will be another one.
  }

  @Override
  public void setContentLengthLong(long length) {
    // It will be another one.
  }

  /** A stream that is always ready, for it writes to memory. */
  private static final class Held extends ServletOutputStream {
    private final ByteArrayOutputStream body;

    Held(ByteArrayOutputStream body) {
      this.body = body;
    }

    @Override
    public void write(int b) {
      body.write(b);
    }

    @Override
    public void write(byte[] bytes, int from, int length) {
      body.write(bytes, from, length);
    }

    @Override
    public boolean isReady() {
      return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
      throw new IllegalStateException("this answer is not asynchronous");
    }
  }
}
