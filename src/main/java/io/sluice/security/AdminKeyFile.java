package io.sluice.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The file {@code admin.key} of the data directory: the key alone, for its owner alone. It is made
 * with its mode and complete before it has its name, so at no moment can another user read it, nor
 * anybody half of it.
 */
final class AdminKeyFile {
  private final Path file;

  AdminKeyFile(Path dataDirectory) {
    this.file = dataDirectory.toAbsolutePath().normalize().resolve("admin.key");
  }

  /** Where it is. */
  Path path() {
    return file;
  }

  /**
   * Writes the key, in place of one that is no longer good.
   *
   * @throws UncheckedIOException if that fails
   */
  void write(KeyText key) {
    try {
      Path folder = Files.createDirectories(file.getParent());
      Path temporary = Files.createTempFile(folder, ".admin", ".key", mode(folder));
      try {
        try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
          channel.write(ByteBuffer.wrap((key.reveal() + "\n").getBytes(StandardCharsets.US_ASCII)));
          channel.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("admin.key cannot be written in the data directory", e);
    }
  }

  private static FileAttribute<?>[] mode(Path folder) {
    Set<String> views = folder.getFileSystem().supportedFileAttributeViews();
    return views.contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }
}
