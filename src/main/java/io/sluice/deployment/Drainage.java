package io.sluice.deployment;

import io.sluice.model.ModelId;
import io.sluice.model.TimeSource;
import io.sluice.registry.Draining;
import io.sluice.registry.ModelRegistry;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Watches the versions that were taken out of service. One that is still in use after the deadline
 * is told of and kept: memory that somebody computes in is never freed.
 */
final class Drainage {
  private static final System.Logger LOG = System.getLogger(Drainage.class.getName());

  private final ModelRegistry registry;
  private final Duration deadline;
  private final TimeSource time;
  private final Set<Told> told = new HashSet<>();

  private record Told(ModelId id, long since) {}

  Drainage(ModelRegistry registry, Duration deadline, TimeSource time) {
    this.registry = registry;
    this.deadline = deadline;
    this.time = time;
  }

  /** Looks once; to be called by one thread at a time. */
  void look() {
    List<Draining> now = registry.draining();
    Set<Told> still = new HashSet<>();
    for (Draining draining : now) {
      Told which = new Told(draining.id(), draining.sinceNanos());
      if (time.nanoTime() - draining.sinceNanos() < deadline.toNanos()) {
        continue;
      }
      still.add(which);
      if (told.add(which)) {
        LOG.log(
            Level.ERROR,
            "{0} was taken out of service {1} s ago and is still in use {2} times; its memory is kept",
            draining.id(),
            deadline.toSeconds(),
            draining.leases());
      }
    }
    told.retainAll(still);
  }
}
