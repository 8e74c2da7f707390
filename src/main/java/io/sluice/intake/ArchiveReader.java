package io.sluice.intake;

import static io.sluice.intake.ArchiveRejectedException.WHOLE;

import io.sluice.intake.ArchiveRejectedException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.EnumMap;
import java.util.Map;

/**
 * Reads the structure of a zip file, trusting neither of its two descriptions: the central
 * directory and the local headers must agree, and together they must account for every byte from
 * the first to the last. So no two readers can see two different archives in one file.
 *
 * <p>Format: APPNOTE.TXT 6.3.10, sections 4.3.6 to 4.3.16.
 */
final class ArchiveReader {
  static final int LOCAL = 0x04034b50;
  static final int CENTRAL = 0x02014b50;
  private static final int DESCRIPTOR = 0x08074b50;
  static final int END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int LOCAL_BYTES = 4 + ZipHeader.BYTES;
  private static final int CENTRAL_BYTES = 46;
  private static final int DESCRIPTOR_BYTES = 16;
  private static final int MAX_EXTRA = 256;

  private final ChannelBytes file;
  private final IntakeLimits limits;
  private final Map<EntryName, ArchiveEntry> entries = new EnumMap<>(EntryName.class);
  private long inflated;
  private long localOffset;

  private ArchiveReader(ChannelBytes file, IntakeLimits limits) {
    this.file = file;
    this.limits = limits;
  }

  /**
   * Lists the entries; their data is not read yet.
   *
   * @throws ArchiveRejectedException if the file is not exactly a zip of known entries
   */
  static Map<EntryName, ArchiveEntry> read(ChannelBytes file, IntakeLimits limits)
      throws IOException {
    ArchiveReader reader = new ArchiveReader(file, limits);
    reader.read();
    return reader.entries;
  }

  private void read() throws IOException {
    long size = file.size();
    if (size < END_BYTES) {
      throw rejected(Reason.NOT_A_ZIP, WHOLE, "is too short for a zip file");
    }
    ByteBuffer end = file.read(size - END_BYTES, END_BYTES);
    if (end.getInt() != END) {
      throw rejected(
          Reason.NOT_A_ZIP,
          WHOLE,
          "does not end with a zip end record, so it is cut off or padded");
    }
    boolean oneDisk = end.getInt() == 0;
    int count = Short.toUnsignedInt(end.getShort());
    oneDisk &= Short.toUnsignedInt(end.getShort()) == count;
    long centralSize = Integer.toUnsignedLong(end.getInt());
    long centralOffset = Integer.toUnsignedLong(end.getInt());
    if (!oneDisk || end.getShort() != 0) {
      throw rejected(Reason.ZIP_UNSUPPORTED, WHOLE, "spans disks or has a comment");
    }
    if (centralOffset + centralSize != size - END_BYTES) {
      throw rejected(Reason.ZIP_INCONSISTENT, WHOLE, "has bytes around its central directory");
    }
    long position = centralOffset;
    for (int i = 0; i < count; i++) {
      position += readEntry(position, size - END_BYTES, centralOffset);
    }
    if (position != size - END_BYTES || localOffset != centralOffset) {
      throw rejected(Reason.ZIP_INCONSISTENT, WHOLE, "has bytes that belong to no entry");
    }
  }

  /** Reads one central record and the local header it points to; returns the record's length. */
  private int readEntry(long position, long centralEnd, long localEnd) throws IOException {
    if (position + CENTRAL_BYTES > centralEnd) {
      throw rejected(Reason.ZIP_INCONSISTENT, WHOLE, "has fewer entries than it says");
    }
    ByteBuffer central = file.read(position, CENTRAL_BYTES);
    if (central.getInt() != CENTRAL) {
      throw rejected(Reason.ZIP_INCONSISTENT, WHOLE, "has a broken central directory");
    }
    final int madeBy = Short.toUnsignedInt(central.getShort());
    ZipHeader header = ZipHeader.read(central);
    final int commentLength = Short.toUnsignedInt(central.getShort());
    final int disk = Short.toUnsignedInt(central.getShort());
    central.getShort(); // internal attributes: text or binary
    final int attributes = central.getInt();
    final long offset = Integer.toUnsignedLong(central.getInt());
    int length = CENTRAL_BYTES + header.nameLength() + header.extraLength() + commentLength;
    if (position + length > centralEnd) {
      throw rejected(Reason.ZIP_INCONSISTENT, WHOLE, "has a broken central directory");
    }
    EntryName name = name(position + CENTRAL_BYTES, header);
    header.checkSupported(name.text());
    checkExtra(position + CENTRAL_BYTES + header.nameLength(), header, name);
    checkAttributes(name, madeBy, attributes, commentLength, disk);
    checkSize(name, header);
    if (offset != localOffset) {
      throw rejected(
          Reason.ZIP_INCONSISTENT, name.text(), "does not follow the entry before it in the file");
    }
    readLocal(header, name, localEnd);
    return length;
  }

  private void readLocal(ZipHeader header, EntryName name, long localEnd) throws IOException {
    if (localOffset + LOCAL_BYTES > localEnd) {
      throw rejected(Reason.ZIP_INCONSISTENT, name.text(), "lies outside the file's data");
    }
    ByteBuffer bytes = file.read(localOffset, LOCAL_BYTES);
    boolean signed = bytes.getInt() == LOCAL;
    ZipHeader local = ZipHeader.read(bytes);
    long dataOffset = localOffset + LOCAL_BYTES + local.nameLength() + local.extraLength();
    long dataEnd = dataOffset + header.compressedSize();
    long end = dataEnd + (header.hasDescriptor() ? DESCRIPTOR_BYTES : 0);
    if (!signed
        || !header.agreesWith(local)
        || end > localEnd
        || name(localOffset + LOCAL_BYTES, local) != name) {
      throw rejected(Reason.ZIP_INCONSISTENT, name.text(), "has two headers that differ");
    }
    checkExtra(localOffset + LOCAL_BYTES + local.nameLength(), local, name);
    if (header.hasDescriptor()) {
      checkDescriptor(dataEnd, header, name);
    }
    ArchiveEntry entry =
        new ArchiveEntry(
            name,
            header.deflated(),
            header.crc32(),
            header.compressedSize(),
            header.size(),
            dataOffset);
    if (entries.put(name, entry) != null) {
      throw rejected(Reason.ENTRY_DUPLICATE, name.text(), "is there twice");
    }
    localOffset = end;
  }

  private void checkDescriptor(long position, ZipHeader header, EntryName name) throws IOException {
    ByteBuffer descriptor = file.read(position, DESCRIPTOR_BYTES);
    if (descriptor.getInt() != DESCRIPTOR
        || Integer.toUnsignedLong(descriptor.getInt()) != header.crc32()
        || Integer.toUnsignedLong(descriptor.getInt()) != header.compressedSize()
        || Integer.toUnsignedLong(descriptor.getInt()) != header.size()) {
      throw rejected(
          Reason.ZIP_INCONSISTENT,
          name.text(),
          "has a data descriptor that differs from its header");
    }
  }

  private EntryName name(long position, ZipHeader header) throws IOException {
    int length = Math.min(header.nameLength(), EntryName.MAX_LENGTH);
    String text = ZipHeader.name(file.read(position, length));
    if (length == header.nameLength()) {
      EntryName name = EntryName.of(text).orElse(null);
      if (name != null) {
        return name;
      }
    }
    throw rejected(
        Reason.ENTRY_UNEXPECTED, text, "is not an entry of a model archive, so it is not read");
  }

  private void checkExtra(long position, ZipHeader header, EntryName name) throws IOException {
    if (header.extraLength() > MAX_EXTRA) {
      throw rejected(Reason.ZIP_UNSUPPORTED, name.text(), "has long extra fields");
    }
    ZipHeader.checkExtra(file.read(position, header.extraLength()), name.text());
  }

  private static void checkAttributes(
      EntryName name, int madeBy, int attributes, int commentLength, int disk) throws IOException {
    int unixType = (attributes >>> 16) & 0xf000;
    boolean madeOnUnix = madeBy >>> 8 == 3;
    boolean directory = (attributes & 0x10) != 0;
    if (directory || (madeOnUnix && unixType != 0 && unixType != 0x8000)) {
      throw rejected(Reason.ZIP_UNSUPPORTED, name.text(), "is not a regular file");
    }
    if (commentLength != 0 || disk != 0) {
      throw rejected(Reason.ZIP_UNSUPPORTED, name.text(), "has a comment or lies on another disk");
    }
  }

  private void checkSize(EntryName name, ZipHeader header) throws IOException {
    inflated += header.size();
    if (inflated > limits.maxInflatedBytes()) {
      throw rejected(
          Reason.ENTRY_TOO_LARGE,
          name.text(),
          "brings the inflated size over the cap of " + limits.maxInflatedBytes() + " bytes");
    }
  }

  private static ArchiveRejectedException rejected(Reason reason, String entry, String detail) {
    return new ArchiveRejectedException(reason, entry, detail);
  }
}
