package io.sluice.registry;

import io.sluice.model.Alias;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One model in a snapshot.
 *
 * @param name the model
 * @param versions every version known, newest first
 * @param aliases which version each alias points at; it need not be ready, nor even be there
 */
public record ModelEntry(
    ModelName name,
    SortedMap<ModelVersion, VersionStatus> versions,
    Map<Alias, ModelVersion> aliases) {
  /** The alias that decides which version answers for the model as a whole. */
  public static final Alias PRODUCTION = new Alias("production");

  public ModelEntry {
    SortedMap<ModelVersion, VersionStatus> newestFirst = new TreeMap<>(Comparator.reverseOrder());
    newestFirst.putAll(versions);
    versions = Collections.unmodifiableSortedMap(newestFirst);
    aliases = Map.copyOf(aliases);
  }

  /** One version, if it is known. */
  public Optional<VersionStatus> version(ModelVersion version) {
    return Optional.ofNullable(versions.get(version));
  }

  /**
   * The version that answers for the model: the one {@code production} points at; without that
   * alias the highest ready one. Empty if there is no such version, or the one pinned is not ready.
   */
  public Optional<ModelVersion> live() {
    ModelVersion pinned = aliases.get(PRODUCTION);
    if (pinned != null) {
      return Optional.of(pinned).filter(this::isReady);
    }
    // Asked for every prediction, so without a stream.
    for (VersionStatus status : versions.values()) {
      if (status.state() == VersionState.READY) {
        return Optional.of(status.id().version());
      }
    }
    return Optional.empty();
  }

  /** What is told of the live version. */
  public Optional<VersionStatus> liveStatus() {
    return live().flatMap(this::version);
  }

  /** Whether {@code production} points at a version that nobody has unloaded on purpose. */
  boolean mustAnswer() {
    ModelVersion pinned = aliases.get(PRODUCTION);
    return pinned != null
        && version(pinned).filter(status -> status.state() == VersionState.RETIRED).isEmpty();
  }

  private boolean isReady(ModelVersion version) {
    return version(version).filter(status -> status.state() == VersionState.READY).isPresent();
  }

  ModelEntry with(VersionStatus status) {
    SortedMap<ModelVersion, VersionStatus> changed = new TreeMap<>(versions);
    changed.put(status.id().version(), status);
    return new ModelEntry(name, changed, aliases);
  }

  ModelEntry without(ModelVersion version) {
    SortedMap<ModelVersion, VersionStatus> changed = new TreeMap<>(versions);
    changed.remove(version);
    return new ModelEntry(name, changed, aliases);
  }

  ModelEntry withMoreAliases(Map<Alias, ModelVersion> more) {
    Map<Alias, ModelVersion> changed = new HashMap<>(aliases);
    changed.putAll(more);
    return new ModelEntry(name, versions, changed);
  }

  ModelEntry withAliases(Map<Alias, ModelVersion> changed) {
    return new ModelEntry(name, versions, changed);
  }
}
