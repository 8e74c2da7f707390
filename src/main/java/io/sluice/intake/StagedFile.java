package io.sluice.intake;

import io.sluice.model.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A file of ours in the staging folder that nobody else writes. Closing deletes it, unless it was
 * moved away before.
 *
 * @param path where it lies
 * @param digest of its bytes
 * @param size in bytes
 */
public record StagedFile(Path path, Digest digest, long size) implements AutoCloseable {
  public StagedFile {
    Objects.requireNonNull(path, "path is null");
    Objects.requireNonNull(digest, "digest is null");
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      throw new UncheckedIOException("a staged file cannot be deleted", e);
    }
  }
}
