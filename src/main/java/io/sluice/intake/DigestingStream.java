package io.sluice.intake;

import io.sluice.model.Digest;
import io.sluice.model.Sha256;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts and digests what passes on its way. */
final class DigestingStream extends FilterOutputStream {
  private final Sha256 sha256 = new Sha256();
  private long size;

  DigestingStream(OutputStream out) {
    super(out);
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    out.write(bytes, offset, length);
    sha256.update(bytes, offset, length);
    size += length;
  }

  /** Of everything that passed; to be asked once. */
  Digest digest() {
    return sha256.digest();
  }

  long size() {
    return size;
  }
}
