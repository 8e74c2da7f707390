package io.sluice.intake;

import io.sluice.intake.ArchiveRejectedException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/** Reads pieces of a file by position. */
final class ChannelBytes {
  private final SeekableByteChannel channel;

  ChannelBytes(SeekableByteChannel channel) {
    this.channel = channel;
  }

  long size() throws IOException {
    return channel.size();
  }

  /** Reads a small piece as a little-endian buffer, the byte order of zip. */
  ByteBuffer read(long position, int length) throws IOException {
    ByteBuffer piece = ByteBuffer.allocate(length).order(ByteOrder.LITTLE_ENDIAN);
    read(position, piece);
    return piece.flip();
  }

  /** Fills the buffer from a position. */
  void read(long position, ByteBuffer target) throws IOException {
    channel.position(position);
    while (target.hasRemaining()) {
      if (channel.read(target) < 0) {
        throw new ArchiveRejectedException(
            Reason.ARCHIVE_CHANGED, ArchiveRejectedException.WHOLE, "the file became shorter");
      }
    }
  }
}
