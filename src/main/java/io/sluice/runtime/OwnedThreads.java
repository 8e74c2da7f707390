package io.sluice.runtime;

import java.util.ArrayList;
import java.util.List;

/**
 * The threads whose own class was loaded by one class loader: those a library started for itself,
 * never those of the container, which only run our code.
 */
final class OwnedThreads {

  private static final long PATIENCE_MILLIS = 2_000;

  private OwnedThreads() {}

  /**
   * Interrupts every such thread and waits for each to end, at most two seconds.
   *
   * @param owner the class loader that loaded the threads' classes
   * @return the names of the threads that ended, sorted
   */
  static List<String> stop(ClassLoader owner) {
    List<Thread> owned = new ArrayList<>();
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      if (thread.getClass().getClassLoader() == owner && thread != Thread.currentThread()) {
        owned.add(thread);
        thread.interrupt();
      }
    }
    List<String> ended = new ArrayList<>();
    for (Thread thread : owned) {
      if (ends(thread)) {
        ended.add(thread.getName());
      }
    }
    return ended.stream().sorted().toList();
  }

  private static boolean ends(Thread thread) {
    try {
      thread.join(PATIENCE_MILLIS);
    } catch (InterruptedException e) {
      // Whoever undeploys us wants to go on at once; the thread has its interrupt anyway.
      Thread.currentThread().interrupt();
    }
    return !thread.isAlive();
  }
}
