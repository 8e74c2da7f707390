package io.sluice.testing.steps;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** An open file whose changes are steps. */
final class StepChannel extends FileChannel {
  private final FileChannel platform;
  private final Path file;

  StepChannel(FileChannel platform, Path file) {
    this.platform = platform;
    this.file = file;
  }

  private static ByteBuffer half(ByteBuffer bytes) {
    return bytes.slice(bytes.position(), bytes.remaining() / 2);
  }

  @Override
  public int read(ByteBuffer bytes) throws IOException {
    return platform.read(bytes);
  }

  @Override
  public long read(ByteBuffer[] bytes, int from, int count) throws IOException {
    return platform.read(bytes, from, count);
  }

  @Override
  public int read(ByteBuffer bytes, long position) throws IOException {
    return platform.read(bytes, position);
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    Steps.before("write", file, () -> platform.write(half(bytes)));
    return platform.write(bytes);
  }

  @Override
  public long write(ByteBuffer[] bytes, int from, int count) throws IOException {
    Steps.before("write", file, () -> platform.write(half(bytes[from])));
    return platform.write(bytes, from, count);
  }

  @Override
  public int write(ByteBuffer bytes, long position) throws IOException {
    Steps.before("write", file, () -> platform.write(half(bytes), position));
    return platform.write(bytes, position);
  }

  @Override
  public long position() throws IOException {
    return platform.position();
  }

  @Override
  public FileChannel position(long position) throws IOException {
    platform.position(position);
    return this;
  }

  @Override
  public long size() throws IOException {
    return platform.size();
  }

  @Override
  public FileChannel truncate(long size) throws IOException {
    if (size < platform.size()) {
      Steps.before("truncate", file);
    }
    platform.truncate(size);
    return this;
  }

  @Override
  public void force(boolean metadata) throws IOException {
    Steps.before("force", file);
    platform.force(metadata);
  }

  @Override
  public long transferTo(long position, long count, WritableByteChannel target) throws IOException {
    return platform.transferTo(position, count, target);
  }

  @Override
  public long transferFrom(ReadableByteChannel source, long position, long count)
      throws IOException {
    Steps.before("write", file, () -> platform.transferFrom(source, position, count / 2));
    return platform.transferFrom(source, position, count);
  }

  @Override
  public MappedByteBuffer map(MapMode mode, long position, long size) throws IOException {
    return platform.map(mode, position, size);
  }

  @Override
  public FileLock lock(long position, long size, boolean shared) throws IOException {
    return platform.lock(position, size, shared);
  }

  @Override
  public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
    return platform.tryLock(position, size, shared);
  }

  @Override
  protected void implCloseChannel() throws IOException {
    platform.close();
  }
}
