package io.sluice.repository;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** Gives complete files their names so that a loss of power leaves the whole file or none. */
final class DurableMove {
  private DurableMove() {}

  /**
   * Moves a file: its bytes are on the disk before it has its name, and the name is before this
   * returns. A file of another file system is copied beside its place first.
   *
   * @throws IOException if a step fails
   */
  static void move(Path from, Path to) throws IOException {
    forceBytes(from);
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      copy(from, to);
      Files.delete(from);
    }
    force(to.getParent());
  }

  private static void copy(Path from, Path to) throws IOException {
    Path near = to.resolveSibling(from.getFileName());
    try {
      Files.copy(from, near);
      forceBytes(near);
      Files.move(near, to, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(near);
    }
  }

  private static void forceBytes(Path file) throws IOException {
    try (FileChannel bytes = FileChannel.open(file, StandardOpenOption.WRITE)) {
      bytes.force(true);
    }
  }

  /** Writes the names in a folder through to the disk; Windows does so by itself. */
  static void force(Path folder) throws IOException {
    if (!System.getProperty("os.name").startsWith("Windows")) {
      try (FileChannel names = FileChannel.open(folder, StandardOpenOption.READ)) {
        names.force(true);
      }
    }
  }
}
