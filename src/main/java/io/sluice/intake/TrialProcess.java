package io.sluice.intake;

import io.sluice.model.ChangeException;
import io.sluice.model.TimeSource;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Tries models in a JVM of their own, which has no secret of the server's, little memory and little
 * time. Whatever becomes of that JVM is a finding about the model and never touches the server.
 */
public final class TrialProcess implements Trial {
  private static final System.Logger LOG = System.getLogger(TrialProcess.class.getName());
  private static final int OUT_OF_MEMORY_EXIT = 3;
  private static final long DATASET_BYTES = 64L << 20;
  // How HotSpot names the signal that killed it, before it aborts.
  private static final Pattern FATAL = Pattern.compile("(?m)^#\\s+(SIG[A-Z]+) \\(0x");
  private static final Pattern NO_MEMORY =
      Pattern.compile(
          "OutOfMemoryError|std::bad_alloc|insufficient memory for the Java Runtime"
              + "|Cannot allocate memory|Failed to allocate");
  private static final Map<Integer, String> SIGNALS =
      Map.ofEntries(
          Map.entry(1, "SIGHUP"),
          Map.entry(2, "SIGINT"),
          Map.entry(4, "SIGILL"),
          Map.entry(6, "SIGABRT"),
          Map.entry(7, "SIGBUS"),
          Map.entry(8, "SIGFPE"),
          Map.entry(9, "SIGKILL"),
          Map.entry(11, "SIGSEGV"),
          Map.entry(15, "SIGTERM"),
          Map.entry(25, "SIGXFSZ"),
          Map.entry(31, "SIGSYS"));

  private final TrialConfig config;
  private final TrialCommand command;
  private final Function<Candidate, List<String>> arguments;
  private final ChildProcess child;

  /**
   * @param arguments of the child's main class
   */
  public TrialProcess(
      TrialConfig config, Function<Candidate, List<String>> arguments, TimeSource time) {
    this.config = config;
    this.command = new TrialCommand(config);
    this.arguments = arguments;
    this.child = new ChildProcess(time);
  }

  @Override
  public TrialReport run(Candidate candidate) {
    try {
      Files.createDirectories(config.directory());
      Path scratch = Files.createTempDirectory(config.directory(), "trial");
      try {
        ChildProcess.Ended ended =
            child.run(
                command.command(
                    size(candidate), scratch, new ArrayList<>(arguments.apply(candidate))),
                command.environment(size(candidate)),
                scratch,
                config.timeout());
        return judge(candidate, ended);
      } finally {
        delete(scratch);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ChangeException(ChangeException.Kind.PUSH_BUSY, "The server is stopping", e);
    } catch (IOException e) {
      throw new ChangeException(
          ChangeException.Kind.INSUFFICIENT_STORAGE, "The trial could not be started", e);
    }
  }

  /** What memory is measured by: figures of a million rows need some beside the model. */
  private static long size(Candidate candidate) {
    Gate gate = candidate.gate();
    return candidate.size() + (gate == null || gate.dataset() == null ? 0 : DATASET_BYTES);
  }

  private TrialReport judge(Candidate candidate, ChildProcess.Ended ended) {
    try {
      return report(ended);
    } catch (ChangeException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "The trial of {0} failed after {1} ms, {2}: {3}. Its last words: {4}",
          candidate.id(),
          ended.took().toMillis(),
          e.reason(),
          e.getMessage(),
          ended.err());
      throw e;
    }
  }

  private TrialReport report(ChildProcess.Ended ended) {
    if (ended.timedOut()) {
      throw TrialFailure.TRIAL_TIMEOUT.rejected(
          "The model was not ready within %d s".formatted(config.timeout().toSeconds()));
    }
    if (ended.flooded()) {
      throw TrialFailure.TRIAL_FAILED.rejected("The trial wrote more than a report");
    }
    if (ended.status() == 0) {
      return TrialReportReader.read(ended.out(), ended.took());
    }
    // HotSpot prints its own end on standard output.
    String words = ended.out() + ended.err();
    if (ended.status() == OUT_OF_MEMORY_EXIT || NO_MEMORY.matcher(words).find()) {
      throw TrialFailure.TRIAL_OUT_OF_MEMORY.rejected(
          "The model needs more memory than it may have");
    }
    Matcher fatal = FATAL.matcher(words);
    if (fatal.find()) {
      throw TrialFailure.TRIAL_CRASHED.rejected("The model crashed its process: " + fatal.group(1));
    }
    if (ended.signal() != 0) {
      String signal = SIGNALS.getOrDefault(ended.signal(), "signal " + ended.signal());
      throw TrialFailure.TRIAL_CRASHED.rejected("The model's process was ended by " + signal);
    }
    throw TrialFailure.TRIAL_FAILED.rejected(
        "The trial ended with status " + ended.status() + " and no report");
  }

  /**
   * Deletes the folders of trials whose server has ended before them.
   *
   * @param directory where trials have their folders; need not be there
   * @throws IOException if one cannot be deleted
   */
  public static void clear(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      try (DirectoryStream<Path> leftovers = Files.newDirectoryStream(directory)) {
        for (Path leftover : leftovers) {
          delete(leftover);
        }
      }
    }
  }

  static void delete(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
