package io.sluice.intake;

import io.sluice.intake.ArchiveRejectedException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/**
 * Looks at the superblock of an HDF5 file (HDF5 File Format Specification 3.0, section II.A) before
 * a process is started for it: a version that is known, at the very beginning, one file and not a
 * family of them, and all of it there.
 */
public final class Hdf5Superblock {
  private static final String WHOLE = "hdf5";
  private static final byte[] SIGNATURE = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
  private static final int NEWEST = 3;
  private static final int OFFSET_BYTES = 8;
  private static final long UNDEFINED = -1;
  private static final int LENGTH = 64;

  private Hdf5Superblock() {}

  /**
   * Checks a file.
   *
   * @param file a regular file; links are not followed
   * @throws ArchiveRejectedException if no process needs to be started for it
   * @throws IOException if it cannot be read
   */
  public static void check(Path file, IntakeLimits limits) throws IOException {
    if (!ArchiveInspector.attributes(file).isRegularFile()) {
      throw rejected(Reason.NOT_A_REGULAR_FILE, "is not a regular file");
    }
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      check(channel, limits);
    }
  }

  static void check(SeekableByteChannel channel, IntakeLimits limits) throws IOException {
    ChannelBytes file = new ChannelBytes(channel);
    long size = file.size();
    if (size > limits.maxArchiveBytes()) {
      throw rejected(
          Reason.ARCHIVE_TOO_LARGE, "is larger than " + limits.maxArchiveBytes() + " bytes");
    }
    if (size < LENGTH) {
      throw malformed("is too short");
    }
    ByteBuffer block = file.read(0, LENGTH);
    byte[] signature = new byte[SIGNATURE.length];
    block.get(signature);
    if (!Arrays.equals(signature, SIGNATURE)) {
      throw malformed("does not begin as HDF5 does");
    }
    int version = block.get(8);
    if (version < 0 || version > NEWEST) {
      throw malformed("is of an unknown version of the format");
    }
    boolean old = version < 2;
    // Where they stand follows from the widths before them, of which one is in use.
    int widths = old ? 13 : 9;
    if (block.get(widths) != OFFSET_BYTES || block.get(widths + 1) != OFFSET_BYTES) {
      throw malformed("has addresses that are not of 8 bytes");
    }
    int base = old ? (version == 0 ? 24 : 28) : 12;
    int end = base + 16;
    if (block.getLong(base) != 0) {
      throw malformed("has something before it");
    }
    if (block.getLong(end) != size) {
      throw malformed("is cut off, or something follows it");
    }
    if (old && block.getLong(end + 8) != UNDEFINED) {
      throw malformed("is one of several files that belong together");
    }
  }

  private static ArchiveRejectedException malformed(String detail) {
    return rejected(Reason.HDF5_MALFORMED, detail);
  }

  private static ArchiveRejectedException rejected(Reason reason, String detail) {
    return new ArchiveRejectedException(reason, WHOLE, detail);
  }
}
