package io.sluice.intake;

import io.sluice.intake.ArchiveRejectedException.Reason;
import io.sluice.model.Digest;
import io.sluice.model.OnnxModel;
import io.sluice.model.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * Turns a file in ONNX's format into a checked {@link OnnxModel}, or says why not. The file is read
 * once into memory of our own: what was inspected is what ONNX Runtime gets, whoever writes to the
 * file meanwhile.
 */
public final class OnnxInspector {
  /** What the file is called in refusals. */
  private static final String WHOLE = "model";

  private OnnxInspector() {}

  /**
   * Inspects a file.
   *
   * @param file a regular file; links are not followed
   * @throws ArchiveRejectedException if it may not be loaded
   * @throws IOException if it cannot be read
   */
  public static OnnxModel inspect(Path file, IntakeLimits limits) throws IOException {
    BasicFileAttributes before = ArchiveInspector.attributes(file);
    // Before opening: to open a pipe would wait for its writer.
    if (!before.isRegularFile()) {
      throw rejected(Reason.NOT_A_REGULAR_FILE, "is not a regular file");
    }
    OnnxModel model;
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      model = inspect(channel, limits);
    }
    ArchiveInspector.checkUnchanged(before, ArchiveInspector.attributes(file), model.size());
    return model;
  }

  /**
   * Inspects an open channel, which stays open.
   *
   * @param channel readable, with the first byte of the file at position 0
   * @throws ArchiveRejectedException if it may not be loaded
   * @throws IOException if the channel cannot be read
   */
  public static OnnxModel inspect(SeekableByteChannel channel, IntakeLimits limits)
      throws IOException {
    ChannelBytes file = new ChannelBytes(channel);
    long size = file.size();
    if (size > Math.min(limits.maxArchiveBytes(), Integer.MAX_VALUE - 8)) {
      throw rejected(
          Reason.ARCHIVE_TOO_LARGE, "is larger than " + limits.maxArchiveBytes() + " bytes");
    }
    ByteBuffer bytes = allocate((int) size);
    file.read(0, bytes);
    bytes.flip();
    OnnxModelReader.Ports ports = OnnxModelReader.read(bytes, limits);
    return new OnnxModel(bytes, ports.inputs(), ports.outputs(), digest(bytes));
  }

  private static ByteBuffer allocate(int size) throws IOException {
    try {
      return ByteBuffer.allocateDirect(size).order(ByteOrder.LITTLE_ENDIAN);
    } catch (OutOfMemoryError e) {
      // Safe to catch: the JDK's own limit on direct memory was asked and said no.
      ArchiveRejectedException rejected =
          rejected(Reason.OUT_OF_MEMORY, "needs " + size + " bytes that the server lacks");
      rejected.initCause(e);
      throw rejected;
    }
  }

  private static Digest digest(ByteBuffer bytes) {
    Sha256 sha256 = new Sha256();
    sha256.update(bytes.duplicate());
    return sha256.digest();
  }

  private static ArchiveRejectedException rejected(Reason reason, String detail) {
    return new ArchiveRejectedException(reason, WHOLE, detail);
  }
}
