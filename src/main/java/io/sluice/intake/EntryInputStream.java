package io.sluice.intake;

import io.sluice.intake.ArchiveRejectedException.Reason;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The inflated bytes of one entry, counted: it stops one byte after the announced size, whatever
 * the deflate stream would still give, and its end is only reached when size, compressed size and
 * CRC all come out as announced.
 */
final class EntryInputStream extends InputStream {
  private static final int CHUNK = 1 << 16;

  private final ChannelBytes file;
  private final ArchiveEntry entry;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
  private long taken;
  private long given;
  private boolean ended;

  EntryInputStream(ChannelBytes file, ArchiveEntry entry) {
    this.file = file;
    this.entry = entry;
    chunk.limit(0);
  }

  /** Reads an entry to its end and forgets it: afterwards its announced size is a fact. */
  static void verify(ChannelBytes file, ArchiveEntry entry) throws IOException {
    try (EntryInputStream in = new EntryInputStream(file, entry)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (ended) {
      return -1;
    }
    // One more than announced, so that a stream which holds more is caught by its first extra byte.
    int wanted = (int) Math.min(length, entry.size() - given + 1);
    int count = entry.deflated() ? inflate(target, offset, wanted) : copy(target, offset, wanted);
    if (count < 0) {
      checkEnd();
      return -1;
    }
    given += count;
    if (given > entry.size()) {
      throw corrupt("holds more than the " + entry.size() + " bytes it announces");
    }
    crc.update(target, offset, count);
    return count;
  }

  private int inflate(byte[] target, int offset, int wanted) throws IOException {
    try {
      while (true) {
        int count = inflater.inflate(target, offset, wanted);
        if (count > 0) {
          return count;
        }
        if (inflater.finished()) {
          return -1;
        }
        if (!inflater.needsInput() || !fill()) {
          throw corrupt("is cut off");
        }
        inflater.setInput(chunk);
      }
    } catch (DataFormatException e) {
      ArchiveRejectedException rejected = corrupt("is not a deflate stream");
      rejected.initCause(e);
      throw rejected;
    }
  }

  private int copy(byte[] target, int offset, int wanted) throws IOException {
    if (!chunk.hasRemaining() && !fill()) {
      return -1;
    }
    int count = Math.min(wanted, chunk.remaining());
    chunk.get(target, offset, count);
    return count;
  }

  private boolean fill() throws IOException {
    long left = entry.compressedSize() - taken;
    if (left == 0) {
      return false;
    }
    chunk.clear().limit((int) Math.min(left, CHUNK));
    file.read(entry.dataOffset() + taken, chunk);
    chunk.flip();
    taken += chunk.remaining();
    return true;
  }

  private void checkEnd() throws IOException {
    if (given != entry.size()) {
      throw corrupt("holds " + given + " bytes but announces " + entry.size());
    }
    if (taken != entry.compressedSize() || chunk.hasRemaining()) {
      throw corrupt("has bytes after the end of its deflate stream");
    }
    if (crc.getValue() != entry.crc32()) {
      throw corrupt("does not match its CRC-32");
    }
    ended = true;
  }

  private ArchiveRejectedException corrupt(String detail) {
    return new ArchiveRejectedException(Reason.ENTRY_CORRUPT, entry.name().text(), detail);
  }

  @Override
  public void close() {
    inflater.end();
  }
}
