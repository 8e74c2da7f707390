package io.sluice.deployment;

import io.sluice.model.Alias;
import io.sluice.model.ChangeException;
import io.sluice.model.ModelId;
import io.sluice.model.ModelVersion;
import io.sluice.repository.CommittedVersion;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings versions that other servers committed into service here. What cannot be loaded yet, for
 * its file or the memory is missing, waits for the next look.
 */
final class Arrivals {
  private final VersionPush.Parts parts;
  private final StoreLoading loading;
  private final ServedAliases served;
  private final Set<ModelId> waiting = new HashSet<>();

  Arrivals(VersionPush.Parts parts, StoreLoading loading, ServedAliases served) {
    this.parts = parts;
    this.loading = loading;
    this.served = served;
  }

  /** Whether any version waits. */
  boolean areWaiting() {
    return !waiting.isEmpty();
  }

  /** Whether a version waits. */
  boolean isWaiting(ModelId id) {
    return waiting.contains(id);
  }

  /** Brings what ought to answer; whatever else waited is given up. */
  void bring(List<CommittedVersion> missing) {
    waiting.retainAll(missing.stream().map(CommittedVersion::id).toList());
    missing.forEach(this::bring);
  }

  private void bring(CommittedVersion version) {
    if (!canBeLoaded(version)) {
      return;
    }
    loading.load(version).ifPresent(loaded -> publish(version, loaded));
  }

  /** Whether its file is here and its memory is to be had; else it waits. */
  private boolean canBeLoaded(CommittedVersion version) {
    String why = "its file is not in the store yet";
    if (parts.store().path(version.stored()).isPresent()) {
      try {
        parts.memory().check(version.storedBytes());
        waiting.remove(version.id());
        return true;
      } catch (ChangeException e) {
        why = String.valueOf(e.getMessage());
      }
    }
    if (waiting.add(version.id())) {
      parts.publication().fail(VersionStatuses.loading(version), why, null);
    }
    return false;
  }

  /** Puts it into service, unless it was deleted or published while it was loaded. */
  private void publish(CommittedVersion version, LoadedVersion loaded) {
    boolean[] published = new boolean[1];
    try {
      parts
          .changes()
          .settled(
              CatalogueState::read,
              catalogue -> {
                if (catalogue.has(version.id()) && !served.isReady(version.id())) {
                  parts.publication().publish(version, loaded, pointed(version.id(), catalogue));
                  published[0] = true;
                }
              });
    } finally {
      if (!published[0]) {
        loaded.close().run();
      }
    }
  }

  private Map<Alias, ModelVersion> pointed(ModelId id, CatalogueState catalogue) {
    return catalogue
        .pointedAt(id)
        .filter(target -> !parts.pinned().test(target))
        .collect(Collectors.toMap(AliasTarget::alias, target -> id.version()));
  }
}
