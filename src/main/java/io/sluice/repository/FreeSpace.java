package io.sluice.repository;

import io.sluice.model.ChangeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;

/** Promises room on the disk of a folder, so that pushes beside each other do not fill it up. */
public final class FreeSpace {
  private final Path folder;
  private final long spare;
  private long promised;

  /**
   * @param folder on the disk in question
   * @param spare what must stay free whatever happens, in bytes: the database writes there too
   */
  public FreeSpace(Path folder, long spare) {
    this.folder = folder;
    this.spare = spare;
  }

  /**
   * Promises room until the promise is closed. What its holder has written meanwhile counts twice,
   * which errs on the safe side.
   *
   * @param bytes at least 0
   * @throws ChangeException of kind {@code INSUFFICIENT_STORAGE} if there is not as much
   * @throws IOException if the disk does not tell
   */
  public synchronized Promise reserve(long bytes) throws IOException {
    if (bytes < 0) {
      throw new IllegalArgumentException("cannot reserve " + bytes + " bytes");
    }
    long free = Files.getFileStore(folder).getUsableSpace() - spare - promised;
    if (bytes > free) {
      throw new ChangeException(
          ChangeException.Kind.INSUFFICIENT_STORAGE,
          "The disk has no room for " + bytes + " bytes more.");
    }
    promised += bytes;
    return new Promise(bytes);
  }

  private synchronized void release(long bytes) {
    promised -= bytes;
  }

  /** Room that is promised until this is closed. */
  public final class Promise implements AutoCloseable {
    private final long bytes;
    private final AtomicBoolean open = new AtomicBoolean(true);

    private Promise(long bytes) {
      this.bytes = bytes;
    }

    @Override
    public void close() {
      if (open.getAndSet(false)) {
        release(bytes);
      }
    }
  }
}
