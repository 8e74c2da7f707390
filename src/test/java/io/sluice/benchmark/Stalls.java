package io.sluice.benchmark;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * How much of its own time a machine takes away while nothing else is asked of it: a thread for
 * each core does nothing but read the clock, and counts what lies between two looks. What it finds
 * (other processes, and above all the host of a virtual machine, which no counter of the guest
 * shows) stands in every tail that is measured here, whoever answers.
 */
final class Stalls {
  /** Interrupts are shorter. */
  private static final long STALL_NANOS = 300_000;

  private Stalls() {}

  /** Looks at the clock of every core for a while. */
  static Figures.Stalls measure(Duration length) throws InterruptedException {
    int cores = Runtime.getRuntime().availableProcessors();
    ExecutorService threads = Executors.newFixedThreadPool(cores);
    try {
      List<Future<long[]>> watches = new ArrayList<>();
      for (int i = 0; i < cores; i++) {
        watches.add(threads.submit(() -> watch(length.toNanos())));
      }
      long lost = 0;
      long longest = 0;
      for (Future<long[]> watch : watches) {
        long[] seen = watch.get();
        lost += seen[0];
        longest = Math.max(longest, seen[1]);
      }
      return new Figures.Stalls(lost / (double) length.toNanos() / cores, longest / 1e6);
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } finally {
      threads.shutdownNow();
    }
  }

  private static long[] watch(long nanos) {
    long lost = 0;
    long longest = 0;
    long start = System.nanoTime();
    long last = start;
    while (last - start < nanos) {
      long now = System.nanoTime();
      long gap = now - last;
      if (gap > STALL_NANOS) {
        lost += gap;
        longest = Math.max(longest, gap);
      }
      last = now;
    }
    return new long[] {lost, longest};
  }
}
