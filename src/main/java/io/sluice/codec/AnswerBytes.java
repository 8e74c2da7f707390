package io.sluice.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * The bytes of one answer, in memory that the next answer takes over once this is closed. For one
 * thread.
 */
public final class AnswerBytes extends OutputStream {
  private static final int FIRST = 4096;

  private byte[] bytes = Pool.take(FIRST);
  private int size;
  private boolean closed;

  /** Nothing yet. */
  public AnswerBytes() {}

  /** How many bytes were written. */
  public int size() {
    return size;
  }

  /** A copy of what was written. */
  public byte[] toByteArray() {
    return Arrays.copyOf(bytes, size);
  }

  /** Writes all of it in one call. */
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes, 0, size);
  }

  @Override
  public void write(int b) {
    room(1);
    bytes[size++] = (byte) b;
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    room(length);
    System.arraycopy(from, offset, bytes, size, length);
    size += length;
  }

  /** Gives the memory back; nothing of it may be used any more. */
  @Override
  public void close() {
    if (!closed) {
      closed = true;
      Pool.give(bytes);
      bytes = new byte[0];
      size = 0;
    }
  }

  /** The memory, with room for so many bytes more behind {@link #size()}. */
  byte[] room(int more) {
    if (bytes.length - size < more) {
      byte[] larger = Pool.take(Math.max(Math.addExact(size, more), doubled()));
      System.arraycopy(bytes, 0, larger, 0, size);
      Pool.give(bytes);
      bytes = larger;
    }
    return bytes;
  }

  /** Says that memory got by {@link #room} is written up to a position. */
  void end(int position) {
    size = position;
  }

  private int doubled() {
    return (int) Math.min(Integer.MAX_VALUE - 16L, 2L * bytes.length);
  }
}
