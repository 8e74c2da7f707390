package io.sluice.registry;

import io.sluice.model.ModelId;
import io.sluice.model.TimeSource;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The versions that were taken out of service and still wait for their last lease. */
final class Drains {
  private record Drain(ModelId id, LeaseCount count, long since) {}

  private final Queue<Drain> waiting = new ConcurrentLinkedQueue<>();
  private final TimeSource time;

  Drains(TimeSource time) {
    this.time = time;
  }

  /** Lets go of a version; its memory goes with the last lease. */
  void drain(ModelId id, LeaseCount count) {
    waiting.add(new Drain(id, count, time.nanoTime()));
    count.release();
    forget();
  }

  /** Those still in use, the oldest first. */
  List<Draining> now() {
    forget();
    return waiting.stream()
        .map(drain -> new Draining(drain.id(), drain.since(), drain.count().holders()))
        .toList();
  }

  private void forget() {
    waiting.removeIf(drain -> drain.count().isOver());
  }
}
