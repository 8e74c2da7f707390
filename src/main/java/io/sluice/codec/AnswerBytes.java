package io.sluice.codec;

import java.io.IOException;
import java.io.OutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of one answer, in memory that other answers take over once this is closed. It grows by
 * blocks, so that nothing is copied and however long an answer is, it leaves no garbage. For one
 * thread.
 */
public final class AnswerBytes extends OutputStream {
  private @Nullable Block first;
  private @Nullable Block last;
  private byte[] bytes = {};
  private int position;
  private int before;

  /** Nothing yet. */
  public AnswerBytes() {}

  /** How many bytes were written. */
  public int size() {
    return Math.addExact(before, position);
  }

  /** A copy of what was written. */
  public byte[] toByteArray() {
    seal();
    byte[] copy = new byte[size()];
    int at = 0;
    for (Block block = first; block != null; block = block.next) {
      System.arraycopy(block.bytes, 0, copy, at, block.length);
      at += block.length;
    }
    return copy;
  }

  /**
   * Writes all of it.
   *
   * @param out must have let go of the arrays it is given when it returns from writing
   */
  public void writeTo(OutputStream out) throws IOException {
    seal();
    for (Block block = first; block != null; block = block.next) {
      out.write(block.bytes, 0, block.length);
    }
  }

  @Override
  public void write(int b) {
    if (position == bytes.length) {
      append();
    }
    bytes[position++] = (byte) b;
  }

  @Override
  public void write(byte[] from, int offset, int length) {
    int at = offset;
    int rest = length;
    while (rest > 0) {
      if (position == bytes.length) {
        append();
      }
      int count = Math.min(rest, bytes.length - position);
      System.arraycopy(from, at, bytes, position, count);
      position += count;
      at += count;
      rest -= count;
    }
  }

  /** Gives the memory back; nothing of it may be used any more. Closing again does nothing. */
  @Override
  public void close() {
    Block given = first;
    first = null;
    last = null;
    bytes = new byte[0];
    position = 0;
    before = 0;
    Block.give(given);
  }

  /**
   * Memory with room for so many bytes from {@link #position()} on.
   *
   * @param more at most {@link Block#SIZE}
   */
  byte[] room(int more) {
    if (bytes.length - position < more) {
      append();
    }
    return bytes;
  }

  /** Where in the memory that {@link #room} gives the next byte belongs. */
  int position() {
    return position;
  }

  /** Says that the memory got by {@link #room} is written up to a position. */
  void end(int end) {
    position = end;
  }

  private void append() {
    seal();
    Block block = Block.take();
    if (last == null) {
      first = block;
    } else {
      last.next = block;
    }
    before = size();
    last = block;
    bytes = block.bytes;
    position = 0;
  }

  private void seal() {
    if (last != null) {
      last.length = position;
    }
  }
}
