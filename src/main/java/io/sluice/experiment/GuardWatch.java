package io.sluice.experiment;

import io.sluice.model.TimeSource;
import io.sluice.traffic.Arm;
import io.sluice.traffic.ArmSnapshot;
import io.sluice.traffic.RunningExperiment;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Tells what the arms did in the last minute, from looks at what they did since ever. */
final class GuardWatch {
  private static final long MINUTE = Duration.ofMinutes(1).toNanos();

  private final TimeSource time;
  private final Map<Long, Deque<Look>> looks = new HashMap<>();

  private record Look(long nanos, Map<String, ArmSnapshot> arms) {}

  GuardWatch(TimeSource time) {
    this.time = time;
  }

  /** Looks at an experiment, and remembers for the minute to come. */
  synchronized void look(RunningExperiment running) {
    Deque<Look> before = looks.computeIfAbsent(running.experiment().id(), id -> new ArrayDeque<>());
    long now = time.nanoTime();
    before.add(new Look(now, snapshots(running)));
    // One that is older than a minute stays: the minute is counted from it.
    while (before.size() > 1 && secondIsOld(before, now)) {
      before.remove();
    }
  }

  /** What each arm did in the last minute. */
  synchronized Map<String, ArmSnapshot> lastMinute(RunningExperiment running) {
    Deque<Look> before = looks.get(running.experiment().id());
    Map<String, ArmSnapshot> now = snapshots(running);
    if (before == null || time.nanoTime() - before.element().nanos() < MINUTE) {
      // It began less than a minute ago, here.
      return now;
    }
    now.replaceAll(
        (arm, snapshot) ->
            snapshot.since(before.element().arms().getOrDefault(arm, ArmSnapshot.zero())));
    return now;
  }

  /** Forgets all experiments but these. */
  synchronized void keepOnly(Set<Long> experiments) {
    looks.keySet().retainAll(experiments);
  }

  private static boolean secondIsOld(Deque<Look> looks, long now) {
    Look first = looks.remove();
    boolean old = now - looks.element().nanos() >= MINUTE;
    looks.addFirst(first);
    return old;
  }

  private static Map<String, ArmSnapshot> snapshots(RunningExperiment running) {
    Map<String, ArmSnapshot> arms = new HashMap<>();
    for (Arm arm : running.experiment().arms()) {
      arms.put(arm.name(), running.counts(arm.name()).snapshot());
    }
    return arms;
  }
}
