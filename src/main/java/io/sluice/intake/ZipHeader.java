package io.sluice.intake;

import io.sluice.intake.ArchiveRejectedException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * The fields that the local and the central header of a zip entry share (APPNOTE.TXT 6.3.10,
 * sections 4.3.7 and 4.3.12).
 */
record ZipHeader(
    int versionNeeded,
    int flags,
    int method,
    int modified,
    long crc32,
    long compressedSize,
    long size,
    int nameLength,
    int extraLength) {

  static final int BYTES = 26;

  private static final int ENCRYPTED = 1;
  private static final int DESCRIPTOR = 1 << 3;
  // Two bits that tell how hard the deflater tried, and the one that says names are UTF-8.
  private static final int HARMLESS = 0b110 | (1 << 11);
  private static final long ZIP64 = 0xffff_ffffL;

  static ZipHeader read(ByteBuffer from) {
    return new ZipHeader(
        Short.toUnsignedInt(from.getShort()),
        Short.toUnsignedInt(from.getShort()),
        Short.toUnsignedInt(from.getShort()),
        from.getInt(),
        Integer.toUnsignedLong(from.getInt()),
        Integer.toUnsignedLong(from.getInt()),
        Integer.toUnsignedLong(from.getInt()),
        Short.toUnsignedInt(from.getShort()),
        Short.toUnsignedInt(from.getShort()));
  }

  /** Whether CRC and sizes follow the data because the writer streamed. */
  boolean hasDescriptor() {
    return (flags & DESCRIPTOR) != 0;
  }

  boolean deflated() {
    return method == 8;
  }

  /** Refuses what DL4J never writes and what readers disagree about. */
  void checkSupported(String entry) throws IOException {
    if ((flags & ENCRYPTED) != 0) {
      throw unsupported(entry, "is encrypted");
    }
    if ((flags & ~(DESCRIPTOR | HARMLESS)) != 0) {
      throw unsupported(entry, "has unknown flags");
    }
    if (method != 0 && method != 8) {
      throw unsupported(entry, "has the unknown compression method " + method);
    }
    if (versionNeeded > 20 || compressedSize == ZIP64 || size == ZIP64) {
      throw unsupported(entry, "needs zip64 or a newer zip version");
    }
    if (!deflated() && (hasDescriptor() || compressedSize != size)) {
      throw unsupported(entry, "is stored but has two sizes");
    }
  }

  /** Whether a local header says the same as this central one, sizes after the data allowed. */
  boolean agreesWith(ZipHeader local) {
    boolean sizesFollow =
        hasDescriptor() && local.crc32 == 0 && local.compressedSize == 0 && local.size == 0;
    boolean sameSizes =
        local.crc32 == crc32 && local.compressedSize == compressedSize && local.size == size;
    return local.versionNeeded == versionNeeded
        && local.flags == flags
        && local.method == method
        && local.modified == modified
        && local.nameLength == nameLength
        && (sizesFollow || sameSizes);
  }

  /** Refuses extra fields other than times and owners, which tools add and nobody acts upon. */
  static void checkExtra(ByteBuffer extra, String entry) throws IOException {
    while (extra.hasRemaining()) {
      if (extra.remaining() < 4) {
        throw unsupported(entry, "has a broken extra field");
      }
      int id = Short.toUnsignedInt(extra.getShort());
      int length = Short.toUnsignedInt(extra.getShort());
      if ((id != 0x5455 && id != 0x7875) || length > extra.remaining()) {
        throw unsupported(entry, "has an extra field of type " + id);
      }
      extra.position(extra.position() + length);
    }
  }

  /** A name as it stands in the file, fit to be shown: unprintable bytes become question marks. */
  static String name(ByteBuffer bytes) {
    return StandardCharsets.ISO_8859_1.decode(bytes).toString().replaceAll("[^ -~]", "?");
  }

  private static ArchiveRejectedException unsupported(String entry, String detail) {
    return new ArchiveRejectedException(Reason.ZIP_UNSUPPORTED, entry, detail);
  }
}
