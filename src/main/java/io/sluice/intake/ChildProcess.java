package io.sluice.intake;

import io.sluice.model.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs a command to its end, or to ours: with an environment of its own, its output bounded, killed
 * with everything it started when its time is over. Uses no thread but the caller's.
 */
final class ChildProcess {
  private static final int OUT_BYTES = 1 << 16;
  private static final int ERR_BYTES = 1 << 14;
  private static final long TICK_MILLIS = 10;
  private static final int SIGNALLED = 128;

  private final TimeSource time;

  ChildProcess(TimeSource time) {
    this.time = time;
  }

  /**
   * Runs a command.
   *
   * @param environment all that it has; nothing of ours is inherited
   * @param directory where it works
   * @throws IOException if it cannot be started
   * @throws InterruptedException if this thread is told to stop; the process is gone then
   */
  Ended run(List<String> command, Map<String, String> environment, Path directory, Duration limit)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    final long started = time.nanoTime();
    Process process = builder.start();
    try {
      return await(process, started, limit);
    } finally {
      kill(process);
    }
  }

  private Ended await(Process process, long started, Duration limit) throws InterruptedException {
    BoundedOutput out = new BoundedOutput(process.getInputStream(), OUT_BYTES);
    BoundedOutput err = new BoundedOutput(process.getErrorStream(), ERR_BYTES);
    boolean timedOut = false;
    boolean ended = false;
    while (!ended && !timedOut && !out.overflowed()) {
      ended = process.waitFor(TICK_MILLIS, TimeUnit.MILLISECONDS);
      out.drain();
      err.drain();
      timedOut = !ended && time.nanoTime() - started > limit.toNanos();
    }
    return new Ended(
        ended ? process.exitValue() : 0,
        timedOut,
        out.overflowed(),
        out.text(),
        err.text(),
        Duration.ofNanos(time.nanoTime() - started));
  }

  private static void kill(Process process) throws InterruptedException {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    // SIGKILL, which also ends a process that is stopped. Waiting reaps it.
    process.destroyForcibly().waitFor();
  }

  /**
   * How a process ended.
   *
   * @param status its exit code, or 128 plus the number of the signal that ended it
   * @param timedOut whether we ended it, its time being over
   * @param flooded whether we ended it for writing too much
   * @param out the end of its standard output
   * @param err the end of its standard error
   */
  record Ended(
      int status, boolean timedOut, boolean flooded, String out, String err, Duration took) {

    /** The number of the signal that ended it; 0 if it ended by itself. */
    int signal() {
      return status > SIGNALLED ? status - SIGNALLED : 0;
    }
  }
}
