package io.sluice.intake;

import io.sluice.intake.ArchiveRejectedException.Reason;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The big-endian values of a verified entry, with the number of bytes that are really left, so that
 * a length can be checked before anything is allocated for it.
 */
final class EntryBytes {
  private static final int MAX_NAME = 32;

  private final DataInputStream in;
  private final String entry;
  private long left;

  /**
   * @param entry for messages
   * @param size bytes that the stream gives, known because they were counted before
   */
  EntryBytes(InputStream in, String entry, long size) {
    this.in = new DataInputStream(in);
    this.entry = entry;
    this.left = size;
  }

  long left() {
    return left;
  }

  int readInt() throws IOException {
    take(Integer.BYTES);
    return in.readInt();
  }

  long readLong() throws IOException {
    take(Long.BYTES);
    return in.readLong();
  }

  double readDouble() throws IOException {
    take(Double.BYTES);
    return in.readDouble();
  }

  boolean readBoolean(Reason otherwise) throws IOException {
    take(1);
    int value = in.readUnsignedByte();
    if (value > 1) {
      throw rejected(otherwise, "holds " + value + " where true or false belongs");
    }
    return value == 1;
  }

  /**
   * Reads the name of an enum constant as {@code DataOutput.writeUTF} writes it.
   *
   * @param otherwise the reason when it is no such name
   */
  String readName(Reason otherwise) throws IOException {
    take(Short.BYTES);
    int length = in.readUnsignedShort();
    if (length > MAX_NAME) {
      throw rejected(otherwise, "holds no name where one belongs");
    }
    take(length);
    byte[] name = new byte[length];
    in.readFully(name);
    return new String(name, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]", "?");
  }

  /** Fills a heap buffer. */
  void readFully(ByteBuffer target) throws IOException {
    take(target.remaining());
    in.readFully(target.array(), target.arrayOffset() + target.position(), target.remaining());
  }

  /** Checks that nothing follows, and that the stream ends as its entry announced. */
  void expectEnd(Reason otherwise) throws IOException {
    if (left != 0 || in.read() >= 0) {
      throw rejected(otherwise, "has " + left + " bytes too many");
    }
  }

  ArchiveRejectedException rejected(Reason reason, String detail) {
    return new ArchiveRejectedException(reason, entry, detail);
  }

  private void take(int bytes) throws IOException {
    if (bytes > left) {
      throw rejected(Reason.ENTRY_CORRUPT, "ends in the middle of a value");
    }
    left -= bytes;
  }
}
