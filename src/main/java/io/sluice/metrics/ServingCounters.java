package io.sluice.metrics;

import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Counts all there is to count, without a lock: a request costs one look-up by id and a few {@code
 * LongAdder}s. Ids come from leases and loads only, never from a caller's text, so there are no
 * more of them than versions.
 */
public final class ServingCounters implements PredictionMetrics, QueueMetrics, LoadMetrics {
  private final Map<ModelId, VersionCounters> versions = new ConcurrentHashMap<>();
  private final Map<ModelName, LoadCounters> loads = new ConcurrentHashMap<>();
  private final OutcomeCounters unrouted = new OutcomeCounters();

  @Override
  public void started(ModelId id) {
    version(id).inFlight.increment();
  }

  @Override
  public void predicted(@Nullable ModelId id, PredictionOutcome outcome, int rows, long nanos) {
    if (id == null) {
      unrouted.add(outcome);
    } else {
      version(id).ended(outcome, rows, nanos);
    }
  }

  @Override
  public void queued(ModelId id) {
    version(id).queued.increment();
  }

  @Override
  public void dequeued(ModelId id) {
    version(id).queued.decrement();
  }

  @Override
  public void batched(ModelId id, int rows) {
    version(id).batches.add(rows);
  }

  @Override
  public void refused(ModelId id, Refusal reason) {
    version(id).refusals.add(reason);
  }

  @Override
  public void loaded(ModelId id, long nanos) {
    LoadCounters load = load(id.name());
    load.loaded.increment();
    load.nanos.add(nanos);
  }

  @Override
  public void loadFailed(ModelName model) {
    load(model).failed.increment();
  }

  /** The counts of one version, made at 0 if there were none. */
  VersionCounters version(ModelId id) {
    VersionCounters known = versions.get(id);
    // computeIfAbsent alone may lock even if the id is there.
    return known != null ? known : versions.computeIfAbsent(id, any -> new VersionCounters());
  }

  /** The counts of one model's loads, made at 0 if there were none. */
  LoadCounters load(ModelName model) {
    return loads.computeIfAbsent(model, any -> new LoadCounters());
  }

  /** Requests that reached no version, by outcome. */
  OutcomeCounters unrouted() {
    return unrouted;
  }

  /** Forgets all versions and models but these, unless a request is still on them. */
  void keepOnly(Set<ModelId> ids, Set<ModelName> models) {
    versions
        .entrySet()
        .removeIf(entry -> !ids.contains(entry.getKey()) && entry.getValue().inFlight.sum() == 0);
    loads.keySet().retainAll(models);
  }
}
