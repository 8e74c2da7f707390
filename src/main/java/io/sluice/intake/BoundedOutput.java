package io.sluice.intake;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/**
 * The last bytes that a process wrote to one of its outputs. Taken only as far as they are there,
 * so that no thread waits for a process that says nothing.
 */
final class BoundedOutput {
  private static final int CHUNK = 1 << 13;

  private final InputStream in;
  private final byte[] tail;
  private long taken;

  /**
   * @param capacity how many of the last bytes are kept
   */
  BoundedOutput(InputStream in, int capacity) {
    this.in = in;
    this.tail = new byte[capacity];
  }

  /** Takes what is there now. */
  void drain() {
    byte[] chunk = new byte[CHUNK];
    try {
      for (int there = in.available(); there > 0; there = in.available()) {
        int count = in.read(chunk, 0, Math.min(there, CHUNK));
        for (int i = 0; i < count; i++) {
          tail[(int) (taken++ % tail.length)] = chunk[i];
        }
      }
    } catch (IOException e) {
      // The process is gone, and its pipe with it: what was taken is all there is.
      return;
    }
  }

  /** Whether more was written than is kept. */
  boolean overflowed() {
    return taken > tail.length;
  }

  /** What is kept. */
  String text() {
    int kept = (int) Math.min(taken, tail.length);
    byte[] bytes = new byte[kept];
    for (int i = 0; i < kept; i++) {
      bytes[i] = tail[(int) ((taken - kept + i) % tail.length)];
    }
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
