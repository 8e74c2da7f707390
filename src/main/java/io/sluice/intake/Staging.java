package io.sluice.intake;

import io.sluice.model.ChangeException;
import io.sluice.model.ServingException;
import io.sluice.model.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The folder where bytes from outside are written before anybody looks at them: {@code
 * <uuid>.part}, on the file system of the store, so that a rename can publish them.
 */
public final class Staging {
  private static final int CHUNK = 1 << 16;
  // Asking the file system costs microseconds; others write to it too.
  private static final long SPACE_CHECK_EVERY = 4L << 20;

  private final Path directory;
  private final long reserve;

  /**
   * @param directory is made if it is not there; nobody else writes in it
   * @param reserve bytes of the disk that stay free for the database and the log
   */
  public Staging(Path directory, long reserve) {
    this.directory = directory;
    this.reserve = reserve;
  }

  /** Deletes what an earlier run of the server left behind. Call before anything is staged. */
  public void clear() throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(directory, "*.part")) {
      for (Path leftover : leftovers) {
        Files.deleteIfExists(leftover);
      }
    }
  }

  /** A name that nobody has yet, for a file that the caller makes. */
  Path newFile() throws IOException {
    Files.createDirectories(directory);
    return directory.resolve(UUID.randomUUID() + ".part");
  }

  /**
   * Writes a stream to a new file in one pass, counting its digest. Nothing is left behind when
   * this fails.
   *
   * @param in read to its end, not closed
   * @param announced its length as the sender says, or -1
   * @param cap the most bytes taken
   * @throws ServingException of the kind {@code BODY_TOO_LARGE} past the cap
   * @throws ChangeException of the kind {@code INSUFFICIENT_STORAGE} if the disk is, or would get,
   *     too full
   * @throws IOException if the stream or the disk fails
   */
  public StagedFile stage(InputStream in, long announced, long cap) throws IOException {
    if (announced > cap) {
      throw tooLarge(cap);
    }
    Path file = newFile();
    checkSpace(Math.max(0, announced));
    boolean staged = false;
    try {
      StagedFile result = write(in, file, cap);
      staged = true;
      return result;
    } finally {
      if (!staged) {
        Files.deleteIfExists(file);
      }
    }
  }

  /**
   * Copies a file that belongs to somebody else and may still be written.
   *
   * @throws ArchiveRejectedException if it is not a regular file (links are not followed), or
   *     changed meanwhile
   */
  public StagedFile stage(Path source, long cap) throws IOException {
    BasicFileAttributes before = attributes(source);
    if (!before.isRegularFile()) {
      throw new ArchiveRejectedException(
          ArchiveRejectedException.Reason.NOT_A_REGULAR_FILE,
          ArchiveRejectedException.WHOLE,
          "is not a regular file");
    }
    StagedFile staged;
    try (InputStream in =
        Files.newInputStream(source, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      staged = stage(in, before.size(), cap);
    }
    boolean unchanged = false;
    try {
      ArchiveInspector.checkUnchanged(before, attributes(source), staged.size());
      unchanged = true;
    } finally {
      if (!unchanged) {
        staged.close();
      }
    }
    return staged;
  }

  /**
   * Checks that so many bytes more leave the reserve free.
   *
   * @throws ChangeException of the kind {@code INSUFFICIENT_STORAGE} otherwise
   */
  void checkSpace(long bytes) throws IOException {
    if (Files.getFileStore(directory).getUsableSpace() - reserve < bytes) {
      throw full(null);
    }
  }

  /** The same failure, told as what it is: a full disk, if it is full. */
  IOException orFull(IOException failure) throws IOException {
    if (Files.getFileStore(directory).getUsableSpace() < Math.max(reserve, CHUNK)) {
      throw full(failure);
    }
    return failure;
  }

  private StagedFile write(InputStream in, Path file, long cap) throws IOException {
    Sha256 sha256 = new Sha256();
    byte[] chunk = new byte[CHUNK];
    long size = 0;
    long nextCheck = SPACE_CHECK_EVERY;
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
        size += count;
        if (size > cap) {
          throw tooLarge(cap);
        }
        if (size >= nextCheck) {
          checkSpace(CHUNK);
          nextCheck = size + SPACE_CHECK_EVERY;
        }
        try {
          out.write(chunk, 0, count);
        } catch (IOException e) {
          throw orFull(e);
        }
        sha256.update(chunk, 0, count);
      }
    }
    return new StagedFile(file, sha256.digest(), size);
  }

  private static BasicFileAttributes attributes(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
  }

  private static ServingException tooLarge(long cap) {
    return new ServingException(
        ServingException.Kind.BODY_TOO_LARGE, "It is larger than " + cap + " bytes");
  }

  private static ChangeException full(@Nullable IOException cause) {
    String message = "The disk has no room for it";
    ChangeException.Kind kind = ChangeException.Kind.INSUFFICIENT_STORAGE;
    return cause == null
        ? new ChangeException(kind, message)
        : new ChangeException(kind, message, cause);
  }
}
