package io.sluice.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.model.ArtifactFormat;
import io.sluice.model.ChangeException;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.TimeSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Trials of misbehaving children. */
final class Trials {
  static final Trial.Candidate CANDIDATE =
      new Trial.Candidate(
          new ModelId(new ModelName("iris"), new ModelVersion(1)),
          Path.of("model.zip"),
          ArtifactFormat.DL4J,
          1000,
          null,
          null);

  // A JVM has so many once its signal handlers stand.
  private static final int JVM_THREADS = 9;

  private Trials() {}

  static TrialProcess hostile(Path folder, Duration timeout, String... arguments)
      throws IOException {
    TrialConfig config =
        new TrialConfig(
            HostileTrials.class.getName(),
            new TrialClassPath(folder.resolve("cache")).find(Trials.class, List.of()),
            folder.resolve("trials"),
            Path.of(System.getProperty("user.home"), ".javacpp", "cache"),
            timeout);
    return new TrialProcess(config, candidate -> List.of(arguments), TimeSource.SYSTEM);
  }

  static ChangeException refused(TrialProcess trial) {
    ChangeException refusal =
        catchThrowableOfType(ChangeException.class, () -> trial.run(CANDIDATE));
    assertThat(refusal).as("the trial is failed").isNotNull();
    assertThat(refusal.kind()).isEqualTo(ChangeException.Kind.ARCHIVE_REJECTED);
    return refusal;
  }

  /** Runs a trial whose child waits, and sends the child a signal once it runs. */
  static ChangeException signalled(Path folder, Duration timeout, String signal) throws Exception {
    TrialProcess trial = hostile(folder, timeout, "wait");
    CompletableFuture<ChangeException> refusal =
        CompletableFuture.supplyAsync(() -> refused(trial));
    ProcessHandle child = child();
    new ProcessBuilder("kill", "-" + signal, Long.toString(child.pid())).start().waitFor();
    ChangeException given = refusal.get(1, TimeUnit.MINUTES);
    assertThat(child.isAlive()).isFalse();
    return given;
  }

  /** The trial's JVM, once it runs its main class. */
  static ProcessHandle child() {
    long deadline = TimeSource.SYSTEM.nanoTime() + Duration.ofMinutes(1).toNanos();
    while (TimeSource.SYSTEM.nanoTime() < deadline) {
      Optional<ProcessHandle> child =
          ProcessHandle.current().descendants().filter(Trials::isStarted).findAny();
      if (child.isPresent()) {
        return child.get();
      }
      Thread.onSpinWait();
    }
    throw new AssertionError("no trial was started");
  }

  /** JVMs that trials left behind, zombies among them; a test's own database is none. */
  static long left() {
    return ProcessHandle.current().descendants().filter(Trials::isJvm).count();
  }

  private static boolean isJvm(ProcessHandle process) {
    try {
      Path name = Path.of("/proc", Long.toString(process.pid()), "comm");
      return Set.of("java\n", "prlimit\n").contains(Files.readString(name));
    } catch (IOException e) {
      // It has ended since.
      return false;
    }
  }

  /** Whether a process is a JVM that has started. */
  private static boolean isStarted(ProcessHandle process) {
    Path proc = Path.of("/proc", Long.toString(process.pid()));
    try (Stream<Path> threads = Files.list(proc.resolve("task"))) {
      return isJvm(process) && threads.count() >= JVM_THREADS;
    } catch (IOException e) {
      return false;
    }
  }
}
