package io.sluice.intake;

import io.sluice.intake.ArchiveRejectedException.Reason;
import io.sluice.model.ArtifactFormat;
import io.sluice.model.ChangeException;
import io.sluice.model.TimeSource;
import io.sluice.runtime.keras.ConversionMain;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Takes Keras files: a look at the superblock here, the conversion in a JVM of its own, and what
 * comes out of that is inspected and repacked like an archive that somebody pushed.
 */
public final class KerasConversion implements ArtifactInspector {
  private static final int OUT_OF_MEMORY_EXIT = 3;

  private final IntakeLimits limits;
  private final TrialConfig config;
  private final TrialCommand command;
  private final ChildProcess child;
  private final Dl4jRepacker repacker;

  /**
   * @param limits for the file and for the archive that it becomes
   * @param trials how trials are run; conversions are run so too, by another main class
   */
  public KerasConversion(IntakeLimits limits, TrialConfig trials, TimeSource time) {
    this.limits = limits;
    this.config =
        new TrialConfig(
            ConversionMain.class.getName(),
            trials.classPath(),
            trials.directory(),
            trials.nativesCache(),
            trials.timeout());
    this.command = new TrialCommand(config);
    this.child = new ChildProcess(time);
    this.repacker = new Dl4jRepacker(limits);
  }

  @Override
  public ArtifactFormat format() {
    return ArtifactFormat.DL4J;
  }

  @Override
  public void canonicalise(Path source, OutputStream target) throws IOException {
    Hdf5Superblock.check(source, limits);
    Files.createDirectories(config.directory());
    Path scratch = Files.createTempDirectory(config.directory(), "keras");
    Path archive = scratch.resolve("model.zip");
    try {
      convert(source, archive, scratch);
      repacker.canonicalise(archive, target);
    } finally {
      TrialProcess.delete(scratch);
    }
  }

  private void convert(Path source, Path archive, Path scratch) throws IOException {
    long size = Files.size(source);
    List<String> arguments =
        List.of(
            source.toAbsolutePath().toString(),
            archive.toAbsolutePath().toString(),
            Long.toString(limits.maxParameters()));
    try {
      judge(
          child.run(
              command.command(size, scratch, arguments),
              command.environment(size),
              scratch,
              config.timeout()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChangeException(ChangeException.Kind.PUSH_BUSY, "The server is stopping", e);
    }
  }

  private void judge(ChildProcess.Ended ended) throws IOException {
    if (ended.timedOut()) {
      throw TrialFailure.TRIAL_TIMEOUT.rejected(
          "The Keras model was not converted within %d s".formatted(config.timeout().toSeconds()));
    }
    switch (ended.status()) {
      case ConversionMain.CONVERTED -> {
        // Whether there is an archive, and a sound one, is seen next.
      }
      case ConversionMain.REJECTED ->
          throw new ArchiveRejectedException(
              Reason.KERAS_REJECTED, "keras", ended.out().lines().findFirst().orElse("").strip());
      case ConversionMain.FAILED -> throw new IOException("the conversion could not use its files");
      case OUT_OF_MEMORY_EXIT ->
          throw TrialFailure.TRIAL_OUT_OF_MEMORY.rejected(
              "The Keras model needs more memory than it may have");
      default ->
          throw TrialFailure.TRIAL_CRASHED.rejected(
              "The Keras model crashed the process that converts it, status " + ended.status());
    }
  }
}
