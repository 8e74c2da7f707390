package io.sluice.repository;

import io.sluice.model.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.stream.Stream;

/**
 * Remembers on disk which model is being loaded for the first time without a trial. A start that
 * finds such a mark knows what ended the one before, and does not try that model again: else one
 * file could keep a server from ever starting.
 */
public final class LoadMarks {
  private static final System.Logger LOG = System.getLogger(LoadMarks.class.getName());

  private final Path loading;
  private final Path suspects;

  /**
   * @param directory is made if it is not there
   */
  public LoadMarks(Path directory) {
    this.loading = directory.resolve("loading");
    this.suspects = directory.resolve("suspect");
  }

  /**
   * Turns the marks that an earlier run left into suspicions. Call once, before the first mark.
   *
   * @throws IOException if the directory cannot be written
   */
  public void begin() throws IOException {
    Files.createDirectories(loading);
    Files.createDirectories(suspects);
    try (Stream<Path> left = Files.list(loading)) {
      for (Path mark : left.toList()) {
        Files.move(mark, suspects.resolve(mark.getFileName()), StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  /** Whether an earlier start ended while it loaded these bytes. */
  public boolean isSuspect(Digest digest) {
    return Files.exists(suspects.resolve(name(digest)));
  }

  /** Takes a suspicion back, if there is one: these bytes serve. */
  public void clear(Digest digest) {
    try {
      Files.deleteIfExists(suspects.resolve(name(digest)));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a suspicion cannot be deleted, and stays", e);
    }
  }

  /**
   * Marks bytes until the mark is closed.
   *
   * @throws IOException if the disk does not take it
   */
  public Mark mark(Digest digest) throws IOException {
    Path file = loading.resolve(name(digest));
    Files.write(file, new byte[0]);
    return new Mark(file);
  }

  private static String name(Digest digest) {
    return digest.value().substring("sha256:".length());
  }

  /** Bytes that are being loaded. */
  public static final class Mark implements AutoCloseable {
    private final Path file;

    private Mark(Path file) {
      this.file = file;
    }

    @Override
    public void close() {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        throw new UncheckedIOException("a mark cannot be deleted", e);
      }
    }
  }
}
