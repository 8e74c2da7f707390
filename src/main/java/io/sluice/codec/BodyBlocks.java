package io.sluice.codec;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A body that is read block by block, of which all that was read is kept until this is closed: so
 * another reader can begin anew. For one thread.
 */
final class BodyBlocks implements AutoCloseable {
  /** Blocks that all requests together keep beyond the first of each: 16 MiB. */
  static final int MOST_KEPT = 1024;

  private static final AtomicInteger KEPT = new AtomicInteger();

  private final InputStream body;
  private @Nullable Block present;
  private int kept;
  private boolean ended;

  /**
   * Reads the first block.
   *
   * @throws IOException if the body fails
   */
  BodyBlocks(InputStream body) throws IOException {
    this.body = body;
    Block first = Block.take();
    present = first;
    fill(first, 0);
  }

  /** The present block, with a zero behind what it holds. */
  byte[] bytes() {
    return block().bytes;
  }

  /** How much of the present block is of the body. */
  int length() {
    return block().length;
  }

  /** Whether the body ends with the present block. */
  boolean isLast() {
    return ended;
  }

  /**
   * Goes on to the next block, which begins with what the present one has from a position on.
   *
   * @return whether there is one; not if all requests together keep too much already
   * @throws IOException if the body fails
   */
  boolean next(int from) throws IOException {
    Block full = block();
    if (KEPT.incrementAndGet() > MOST_KEPT) {
      KEPT.decrementAndGet();
      return false;
    }
    kept++;
    int rest = full.length - from;
    Block block = Block.take();
    System.arraycopy(full.bytes, from, block.bytes, 0, rest);
    full.length = from;
    block.length = rest;
    block.next = full;
    present = block;
    fill(block, rest);
    return true;
  }

  /** The whole body from its beginning; nothing else of this may be used afterwards but close. */
  InputStream again() {
    Deque<InputStream> pieces = new ArrayDeque<>();
    if (!ended) {
      pieces.add(body);
    }
    for (Block block = present; block != null; block = block.next) {
      pieces.addFirst(new ByteArrayInputStream(block.bytes, 0, block.length));
    }
    return new SequenceInputStream(Collections.enumeration(pieces));
  }

  /** Gives the memory back. Closing again does nothing. */
  @Override
  public void close() {
    Block given = present;
    present = null;
    if (kept > 0) {
      KEPT.addAndGet(-kept);
      kept = 0;
    }
    Block.give(given);
  }

  private void fill(Block block, int from) throws IOException {
    int wanted = Block.SIZE - 1 - from;
    int count = body.readNBytes(block.bytes, from, wanted);
    ended = count < wanted;
    block.length = from + count;
    block.bytes[block.length] = 0; // No loop over digits or spaces goes beyond it.
  }

  private Block block() {
    if (present == null) {
      throw new IllegalStateException("closed");
    }
    return present;
  }
}
