package io.sluice.deployment;

import io.sluice.model.Caller;
import io.sluice.model.ChangeException;
import io.sluice.model.ChangeException.Kind;
import io.sluice.model.ModelName;
import io.sluice.model.TimeSource;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * The pushes under way, and the last that ended. So many run or wait as may be; one more is refused
 * at once. Safe for any number of threads.
 */
final class PushJobs {
  private static final int REMEMBERED = 1000;

  private final Executor executor;
  private final Semaphore places;
  private final TimeSource time;
  private final Map<UUID, PushJob> jobs = new LinkedHashMap<>();

  /**
   * @param executor runs pushes
   * @param most pushes that may run or wait for each other
   */
  PushJobs(Executor executor, int most, TimeSource time) {
    this.executor = executor;
    this.places = new Semaphore(most);
    this.time = time;
  }

  /**
   * Takes a place before any byte is read; to be given back by {@link #leave} unless {@link #start}
   * takes it over.
   *
   * @throws ChangeException if there is none
   */
  void enter() {
    if (!places.tryAcquire()) {
      throw new ChangeException(Kind.PUSH_BUSY, "as many models are being pushed as may be");
    }
  }

  /** Gives a place back. */
  void leave() {
    places.release();
  }

  /** Runs a push in the place that was taken for it; the place is free once it has ended. */
  PushJob start(ModelName model, Supplier<PushedVersion> push) {
    CompletableFuture<PushedVersion> result =
        CompletableFuture.supplyAsync(push, executor).whenComplete((version, failure) -> leave());
    PushJob job = new PushJob(UUID.randomUUID(), model, time.now(), result);
    remember(job);
    return job;
  }

  private void remember(PushJob job) {
    synchronized (jobs) {
      jobs.put(job.id(), job);
      if (jobs.size() > REMEMBERED) {
        // Those under way are few, so one that has ended is found soon.
        jobs.values().stream()
            .filter(old -> old.result().isDone())
            .findFirst()
            .ifPresent(old -> jobs.remove(old.id()));
      }
    }
  }

  /**
   * A push that is remembered.
   *
   * @param caller a push of a model that he may not know of is unknown
   * @throws ChangeException if it is not
   */
  PushJob find(String id, Caller caller) {
    try {
      synchronized (jobs) {
        PushJob job = jobs.get(UUID.fromString(id));
        if (job != null && caller.mayUse(job.model())) {
          return job;
        }
      }
    } catch (IllegalArgumentException e) {
      // No id at all: nobody can know it.
    }
    throw new ChangeException(Kind.PUSH_NOT_FOUND, "there is no such push");
  }

  /**
   * Waits for a push.
   *
   * @return whether it has ended, well or not
   */
  static boolean await(PushJob job, Duration wait) {
    try {
      job.result().get(wait.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException | CancellationException e) {
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /**
   * What became of a push that has ended.
   *
   * @throws RuntimeException what it failed with
   */
  static PushedVersion result(PushJob job) {
    try {
      return job.result().join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    }
  }
}
