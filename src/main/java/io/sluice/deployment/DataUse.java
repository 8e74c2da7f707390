package io.sluice.deployment;

import io.sluice.intake.Staging;
import io.sluice.intake.TrialProcess;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * That this process alone works in a data directory. Only then is what lies about in it left over
 * from one that was killed; else it belongs to a push that is under way in the other: a server that
 * is being replaced, or one that was started twice.
 */
final class DataUse implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(DataUse.class.getName());
  private static final String FILE = "in-use";

  private final Path data;
  private final FileChannel channel;
  private final boolean alone;

  private DataUse(Path data, FileChannel channel, boolean alone) {
    this.data = data;
    this.channel = channel;
    this.alone = alone;
  }

  /**
   * Begins to use a data directory, until this is closed or the process ends, however it does.
   *
   * @param data is made if it is not there
   * @throws IOException if it cannot be used
   */
  static DataUse begin(Path data) throws IOException {
    Files.createDirectories(data);
    FileChannel channel =
        FileChannel.open(data.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    return new DataUse(data, channel, lock(channel) != null);
  }

  private static @Nullable FileLock lock(FileChannel channel) {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // This JVM has it already, for a deployment that has not let go of it.
      return null;
    } catch (IOException e) {
      LOG.log(Level.WARNING, "the data directory is on a disk that cannot lock files", e);
      return null;
    }
  }

  /** Whether no other process uses it. */
  boolean alone() {
    return alone;
  }

  /**
   * Deletes what a process that was killed has left: bytes that were staged, folders of trials,
   * libraries copied in part. Call before anything is staged. What cannot be deleted is told of.
   */
  void clear() {
    if (!alone) {
      LOG.log(
          Level.WARNING,
          "another process uses the data directory {0}; what lies in its staging is left alone",
          data);
      return;
    }
    try {
      Admission.staging(data, 0).clear();
      new Staging(Admission.libraries(data), 0).clear();
      TrialProcess.clear(Admission.scratch(data));
    } catch (IOException e) {
      LOG.log(Level.WARNING, "what an earlier run left cannot be deleted", e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
