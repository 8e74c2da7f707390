package io.sluice.registry;

import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.OperationName;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** All models and versions at one moment; never changes. */
public final class RegistrySnapshot {
  static final RegistrySnapshot EMPTY = new RegistrySnapshot(new TreeMap<>(byName()), Map.of());

  private final SortedMap<ModelName, ModelEntry> models;
  private final Map<ModelId, LeaseCount> loaded;
  private final Map<OperationName, ModelName> operations = new HashMap<>();

  private RegistrySnapshot(
      SortedMap<ModelName, ModelEntry> models, Map<ModelId, LeaseCount> loaded) {
    this.models = models;
    this.loaded = loaded;
    for (ModelEntry entry : models.values()) {
      entry
          .liveStatus()
          .map(VersionStatus::descriptor)
          .ifPresent(live -> operations.putIfAbsent(live.operation(), entry.name()));
    }
  }

  private static Comparator<ModelName> byName() {
    return Comparator.comparing(ModelName::value);
  }

  /** Every model, by name. */
  public Collection<ModelEntry> models() {
    return Collections.unmodifiableCollection(models.values());
  }

  /** One model, if it is known. */
  public Optional<ModelEntry> model(ModelName name) {
    return Optional.ofNullable(models.get(name));
  }

  /** One version, if it is known. */
  public Optional<VersionStatus> version(ModelId id) {
    return model(id.name()).flatMap(entry -> entry.version(id.version()));
  }

  /** The model whose live version answers under an operation, if there is one. */
  public Optional<ModelName> byOperation(OperationName operation) {
    return Optional.ofNullable(operations.get(operation));
  }

  /** Whether all models answer that must, and some model does, if there is any that should. */
  public boolean answers() {
    boolean any = false;
    boolean wanted = false;
    for (ModelEntry entry : models.values()) {
      boolean live = entry.live().isPresent();
      boolean pinned = entry.mustAnswer();
      if (pinned && !live) {
        return false;
      }
      any |= live;
      wanted |=
          pinned
              || entry.versions().values().stream()
                  .anyMatch(status -> status.state() != VersionState.RETIRED);
    }
    return any || !wanted;
  }

  /** Leases of a version that are out now. */
  public int leases(ModelId id) {
    LeaseCount count = loaded.get(id);
    return count == null ? 0 : count.leases();
  }

  /**
   * Since when each version that computes now has been computing, as readings of {@code
   * TimeSource.nanoTime}.
   */
  public Map<ModelId, Long> computing() {
    Map<ModelId, Long> computing = new HashMap<>();
    loaded.forEach(
        (id, count) ->
            count.predictor().computingSince().ifPresent(since -> computing.put(id, since)));
    return computing;
  }

  Optional<LeaseCount> loaded(ModelId id) {
    return Optional.ofNullable(loaded.get(id));
  }

  RegistrySnapshot change(ModelName name, UnaryOperator<ModelEntry> change) {
    SortedMap<ModelName, ModelEntry> changed = new TreeMap<>(models);
    ModelEntry before = models.getOrDefault(name, new ModelEntry(name, new TreeMap<>(), Map.of()));
    changed.put(name, change.apply(before));
    return new RegistrySnapshot(changed, loaded);
  }

  RegistrySnapshot with(VersionStatus status, LeaseCount count) {
    Map<ModelId, LeaseCount> changed = new HashMap<>(loaded);
    changed.put(status.id(), count);
    return new RegistrySnapshot(models, Map.copyOf(changed))
        .change(status.id().name(), entry -> entry.with(status));
  }

  RegistrySnapshot forget(ModelId id) {
    ModelEntry entry = models.get(id.name());
    if (entry == null) {
      return this;
    }
    Map<ModelId, LeaseCount> stillLoaded = new HashMap<>(loaded);
    stillLoaded.remove(id);
    ModelEntry rest = entry.without(id.version());
    SortedMap<ModelName, ModelEntry> changed = new TreeMap<>(models);
    if (rest.versions().isEmpty()) {
      changed.remove(id.name());
    } else {
      changed.put(id.name(), rest);
    }
    return new RegistrySnapshot(changed, Map.copyOf(stillLoaded));
  }

  RegistrySnapshot without(VersionStatus status) {
    Map<ModelId, LeaseCount> changed = new HashMap<>(loaded);
    changed.remove(status.id());
    return new RegistrySnapshot(models, Map.copyOf(changed))
        .change(status.id().name(), entry -> entry.with(status));
  }
}
