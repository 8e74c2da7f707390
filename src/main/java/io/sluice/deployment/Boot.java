package io.sluice.deployment;

import io.sluice.model.Alias;
import io.sluice.model.ChangeException;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.TimeSource;
import io.sluice.registry.ModelEntry;
import io.sluice.registry.VersionState;
import io.sluice.registry.VersionStatus;
import io.sluice.repository.AliasCatalogue;
import io.sluice.repository.AliasPointer;
import io.sluice.repository.CommitState;
import io.sluice.repository.CommittedVersion;
import io.sluice.repository.StoredModel;
import io.sluice.repository.VersionCatalogue;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings the registry to what database, store and models folder say when the server starts. A
 * version that fails becomes {@code FAILED} with its reason; the others are not touched by it.
 */
final class Boot {
  private static final System.Logger LOG = System.getLogger(Boot.class.getName());
  // A file may have been stored by a push whose transaction was still to come when the server
  // ended.
  private static final Duration GRACE = Duration.ofHours(1);

  private final VersionPush.Parts parts;
  private final StoreLoading loading;
  private final FolderScan folder;
  private final Map<ModelName, Map<Alias, ModelVersion>> configured;

  /**
   * @param loading brings up what is committed
   * @param folder looks for what has not been committed yet, without trials
   * @param configured the aliases that the configuration pins
   */
  Boot(
      VersionPush.Parts parts,
      StoreLoading loading,
      FolderScan folder,
      Map<ModelName, Map<Alias, ModelVersion>> configured) {
    this.parts = parts;
    this.loading = loading;
    this.folder = folder;
    this.configured = Map.copyOf(configured);
  }

  /** Loads all there is; never throws for the fault of a model. */
  void run() {
    Map<ModelName, List<CommittedVersion>> committed =
        parts.changes().read(VersionCatalogue::list).stream()
            .collect(Collectors.groupingBy(version -> version.id().name()));
    List<StoredModel> dropped = folder.models();
    announce(committed, dropped);
    committed.forEach(this::load);
    folder.scan(true);
    parts.registry().snapshot().models().forEach(this::fallBack);
    sweep();
  }

  /** Known from the first moment, so that readiness waits for them and callers get 503, not 404. */
  private void announce(
      Map<ModelName, List<CommittedVersion>> committed, List<StoredModel> dropped) {
    Map<ModelName, Map<Alias, ModelVersion>> aliases = new HashMap<>();
    dropped.forEach(model -> of(aliases, model.name()).putAll(model.aliases()));
    for (AliasPointer pointer : parts.changes().read(AliasCatalogue::list)) {
      of(aliases, pointer.model()).put(pointer.alias(), pointer.version());
    }
    configured.forEach((model, pinned) -> of(aliases, model).putAll(pinned));
    for (StoredModel model : dropped) {
      model
          .versions()
          .forEach(version -> parts.registry().record(VersionStatus.loading(version.id())));
    }
    committed.values().stream()
        .flatMap(Collection::stream)
        .forEach(version -> parts.registry().record(VersionStatuses.loading(version)));
    aliases.forEach(
        (model, pointed) -> {
          if (parts.registry().snapshot().model(model).isPresent()) {
            parts.registry().alias(model, pointed);
          }
        });
  }

  private static Map<Alias, ModelVersion> of(
      Map<ModelName, Map<Alias, ModelVersion>> aliases, ModelName model) {
    return aliases.computeIfAbsent(model, any -> new HashMap<>());
  }

  private void load(ModelName model, List<CommittedVersion> versions) {
    ModelEntry entry = parts.registry().model(model);
    Set<ModelVersion> wanted =
        parts
            .policies()
            .apply(model)
            .load()
            .wanted(
                versions.stream()
                    .filter(version -> version.state() == CommitState.COMMITTED)
                    .map(version -> version.id().version())
                    .toList(),
                entry.aliases().values());
    for (CommittedVersion version : versions) {
      if (version.state() == CommitState.HELD) {
        parts.registry().record(VersionStatuses.heldByGate(version));
      } else if (!wanted.contains(version.id().version())) {
        parts
            .registry()
            .record(VersionStatuses.held(version, "it is not among those to be loaded"));
      } else {
        loading
            .load(version)
            .ifPresent(loaded -> parts.publication().publish(version, loaded, Map.of()));
      }
    }
  }

  /**
   * Where the version that production points at does not answer, the highest that does takes its
   * place in memory: an old answer is better than none. What is written stays as it is, so that the
   * next start tries again; a pin in the configuration or in a file is an order, and is kept.
   */
  private void fallBack(ModelEntry entry) {
    ModelVersion production = entry.aliases().get(ModelEntry.PRODUCTION);
    if (production == null || entry.live().isPresent()) {
      return;
    }
    boolean ours =
        parts
            .changes()
            .read(c -> AliasCatalogue.find(c, entry.name(), ModelEntry.PRODUCTION))
            .filter(pointer -> pointer.version().equals(production))
            .isPresent();
    Optional<ModelVersion> good =
        entry.versions().values().stream()
            .filter(status -> status.state() == VersionState.READY)
            .map(status -> status.id().version())
            .findFirst();
    if (ours
        && good.isPresent()
        && !parts.pinned().test(new AliasTarget(entry.name(), ModelEntry.PRODUCTION))) {
      Map<Alias, ModelVersion> aliases = new HashMap<>(entry.aliases());
      aliases.put(ModelEntry.PRODUCTION, good.get());
      parts.registry().alias(entry.name(), aliases);
      LOG.log(
          Level.ERROR,
          "version {0} of {1}, which is production, does not answer; version {2} takes its place",
          production,
          entry.name(),
          good.get());
    }
  }

  private void sweep() {
    try {
      parts
          .store()
          .sweep(
              parts.changes().read(VersionCatalogue::storedDigests),
              TimeSource.SYSTEM.now().minus(GRACE));
    } catch (IOException | ChangeException e) {
      LOG.log(Level.WARNING, "the store could not be swept", e);
    }
  }
}
