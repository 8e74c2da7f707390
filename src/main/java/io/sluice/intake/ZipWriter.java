package io.sluice.intake;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * Writes a zip whose bytes depend on nothing but its entries: stored, of no time, in the order
 * given. A deflater would save a tenth of a network's parameters, and give other bytes with the
 * next Java.
 *
 * <p>Format: APPNOTE.TXT 6.3.10, sections 4.3.6 to 4.3.16.
 */
final class ZipWriter {
  private static final int VERSION = 20;
  // The first day of January 1980, where the clock of zip files begins.
  private static final int EPOCH = 0x0021_0000;
  private static final long MAX_SIZE = 0xffff_fffeL;
  private static final int BUFFER = 1 << 16;

  private final OutputStream out;
  private final ByteArrayOutputStream central = new ByteArrayOutputStream();
  private long offset;
  private int entries;

  /**
   * @param out should be buffered
   */
  ZipWriter(OutputStream out) {
    this.out = out;
  }

  /** Adds an entry whose content is asked for twice: its check sum stands before it. */
  void add(EntryName name, Content content) throws IOException {
    Count measured = new Count();
    CRC32 crc = new CRC32();
    copy(content, new CheckedOutputStream(measured, crc));
    byte[] text = name.text().getBytes(StandardCharsets.US_ASCII);
    byte[] local = new byte[4 + ZipHeader.BYTES];
    header(little(local).putInt(ArchiveReader.LOCAL), crc.getValue(), measured.bytes, text.length);
    byte[] directory = new byte[46];
    ByteBuffer record = little(directory).putInt(ArchiveReader.CENTRAL).putShort((short) VERSION);
    header(record, crc.getValue(), measured.bytes, text.length);
    // No comment, first disk, binary, no attributes.
    record.putShort((short) 0).putShort((short) 0).putShort((short) 0).putInt(0);
    record.putInt((int) offset);
    central.writeBytes(directory);
    central.writeBytes(text);
    out.write(local);
    out.write(text);
    copy(content, out);
    offset += local.length + text.length + measured.bytes;
    entries++;
    if (offset > MAX_SIZE) {
      throw new ArchiveRejectedException(
          ArchiveRejectedException.Reason.ARCHIVE_TOO_LARGE,
          ArchiveRejectedException.WHOLE,
          "needs zip64 once it is repacked");
    }
  }

  /** Writes what stands at the end. The stream stays open. */
  void finish() throws IOException {
    byte[] record = new byte[22];
    ByteBuffer end = little(record).putInt(ArchiveReader.END).putInt(0);
    end.putShort((short) entries).putShort((short) entries);
    end.putInt(central.size()).putInt((int) offset).putShort((short) 0);
    central.writeTo(out);
    out.write(record);
    out.flush();
  }

  private static void header(ByteBuffer to, long crc, long size, int nameLength) {
    to.putShort((short) VERSION).putShort((short) 0).putShort((short) 0).putInt(EPOCH);
    to.putInt((int) crc).putInt((int) size).putInt((int) size);
    to.putShort((short) nameLength).putShort((short) 0);
  }

  private static void copy(Content content, OutputStream to) throws IOException {
    // Buffered, as content may come value by value.
    DataOutputStream data = new DataOutputStream(new BufferedOutputStream(to, BUFFER));
    content.writeTo(data);
    data.flush();
  }

  private static ByteBuffer little(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** What an entry holds; writes the same each time. */
  interface Content {
    void writeTo(DataOutputStream out) throws IOException;
  }

  private static final class Count extends OutputStream {
    private long bytes;

    @Override
    public void write(int b) {
      bytes++;
    }

    @Override
    public void write(byte[] b, int off, int len) {
      bytes += len;
    }
  }
}
