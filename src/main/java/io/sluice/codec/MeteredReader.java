package io.sluice.codec;

import java.io.FilterReader;
import java.io.IOException;
import java.io.Reader;
import java.util.function.Supplier;

/**
 * Text that may be read only so far before its reader must show something for it: the parser of XML
 * holds a whole attribute, comment or instruction before it tells of it, and has no bound of its
 * own on them.
 */
final class MeteredReader extends FilterReader {
  private final int allowance;
  private final Supplier<RuntimeException> refusal;
  private int left;

  /**
   * @param allowance characters between two refills, buffering included
   * @param refusal thrown when more is asked for
   */
  MeteredReader(Reader text, int allowance, Supplier<RuntimeException> refusal) {
    super(text);
    this.allowance = allowance;
    this.left = allowance;
    this.refusal = refusal;
  }

  /** The reader has shown something. */
  void refill() {
    left = allowance;
  }

  @Override
  public int read() throws IOException {
    char[] one = new char[1];
    return read(one, 0, 1) < 0 ? -1 : one[0];
  }

  @Override
  public int read(char[] into, int offset, int length) throws IOException {
    int count = super.read(into, offset, length);
    left -= count;
    if (left < 0) {
      throw refusal.get();
    }
    return count;
  }
}
