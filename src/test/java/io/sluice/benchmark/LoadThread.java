package io.sluice.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A thread for a load that shares the cores with the server. Where the system permits it, it is
 * scheduled before all others, as a machine of its own would be: else the stalls of the generator
 * count as the server's.
 */
final class LoadThread {
  private static final Path SELF = Path.of("/proc/thread-self");

  /** How a load is scheduled, in words. */
  private static volatile String scheduling = "";

  private LoadThread() {}

  /** Runs a load on a thread of its own. */
  static Outcomes run(Callable<Outcomes> load) throws IOException {
    ExecutorService thread = Executors.newSingleThreadExecutor();
    try {
      return thread
          .submit(
              () -> {
                scheduling = raise();
                return load.call();
              })
          .get();
    } catch (ExecutionException e) {
      throw new IOException("the load could not be run", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("the load was interrupted", e);
    } finally {
      thread.shutdownNow();
    }
  }

  /** How the last load was scheduled. */
  static String scheduling() {
    return scheduling;
  }

  private static String raise() throws IOException, InterruptedException {
    if (!Files.exists(SELF)) {
      return "as any other";
    }
    String thread = Files.readSymbolicLink(SELF).getFileName().toString();
    if (did("chrt", "--fifo", "--pid", "1", thread)) {
      return "in real time, before the server";
    }
    return did("renice", "-n", "-15", "-p", thread) ? "with niceness -15" : "as any other";
  }

  private static boolean did(String... command) throws InterruptedException {
    try {
      return new ProcessBuilder(List.of(command))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      return false;
    }
  }
}
