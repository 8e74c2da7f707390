package io.sluice.deployment;

import io.sluice.audit.AuditLog;
import io.sluice.model.ChangeException;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.registry.ModelEntry;
import io.sluice.registry.VersionState;
import io.sluice.registry.VersionStatus;
import io.sluice.repository.AliasCatalogue;
import io.sluice.repository.CommitState;
import io.sluice.repository.CommittedVersion;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Follows what other servers on the same database changed: loads what they pushed, points aliases
 * where they point, and takes out what they deleted. Every change is audited within its
 * transaction, so the number of the audit's last entry tells whether there is anything to look at.
 * Used by one thread at a time.
 */
final class CatalogueFollower {
  private static final System.Logger LOG = System.getLogger(CatalogueFollower.class.getName());

  private final VersionPush.Parts parts;
  private final Unloaded unloaded;
  private final Arrivals arrivals;
  private final FollowedAliases aliases;
  private long seen = -1;

  /**
   * @param unloaded models that are not brought back
   */
  CatalogueFollower(VersionPush.Parts parts, StoreLoading loading, Unloaded unloaded) {
    this.parts = parts;
    this.unloaded = unloaded;
    ServedAliases served = new ServedAliases(parts.registry());
    this.arrivals = new Arrivals(parts, loading, served);
    this.aliases = new FollowedAliases(parts.registry(), parts.pinned(), served);
  }

  /** Notes what the database says, for the start is about to do what it says. */
  void begin() {
    CatalogueState now = parts.changes().read(CatalogueState::read);
    seen = now.sequence();
    aliases.begin(now.pointers().keySet());
  }

  /** Looks once. A database that is away is looked at again the next time. */
  void look() {
    try {
      if (parts.changes().read(AuditLog::last) != seen || arrivals.areWaiting()) {
        follow();
      }
    } catch (ChangeException e) {
      LOG.log(Level.DEBUG, "the catalogue could not be followed; the next look does", e);
    }
  }

  private void follow() {
    List<CommittedVersion> missing = new ArrayList<>();
    CatalogueState now =
        parts
            .changes()
            .settled(
                CatalogueState::read,
                catalogue -> {
                  forget(catalogue);
                  missing.addAll(missing(catalogue));
                });
    arrivals.bring(missing);
    parts.changes().settled(AliasCatalogue::list, aliases::point);
    seen = now.sequence();
  }

  /** Takes out what is deleted. */
  private void forget(CatalogueState catalogue) {
    Set<ModelId> there =
        catalogue.versions().values().stream()
            .flatMap(List::stream)
            .map(CommittedVersion::id)
            .collect(Collectors.toSet());
    for (ModelEntry entry : parts.registry().snapshot().models()) {
      for (VersionStatus status : entry.versions().values()) {
        // One without a digest never was in the catalogue: a file of the folder that was refused.
        if (status.digest() != null && !there.contains(status.id())) {
          parts.registry().forget(status.id());
          LOG.log(Level.INFO, "{0} was deleted by another server", status.id());
        }
      }
    }
  }

  /** What ought to answer here and does not. */
  private List<CommittedVersion> missing(CatalogueState catalogue) {
    List<CommittedVersion> missing = new ArrayList<>();
    catalogue
        .versions()
        .forEach(
            (model, versions) -> {
              Set<ModelVersion> wanted = wanted(model, versions, catalogue);
              for (CommittedVersion version : versions) {
                if (isLoadable(version, wanted)) {
                  missing.add(version);
                } else if (parts.registry().snapshot().version(version.id()).isEmpty()) {
                  parts.registry().record(VersionStatuses.held(version, why(version)));
                }
              }
            });
    return missing;
  }

  private Set<ModelVersion> wanted(
      ModelName model, List<CommittedVersion> versions, CatalogueState catalogue) {
    Set<ModelVersion> aliased = new HashSet<>(catalogue.pointedAt(model).toList());
    parts
        .registry()
        .snapshot()
        .model(model)
        .ifPresent(entry -> aliased.addAll(entry.aliases().values()));
    List<ModelVersion> committed =
        versions.stream()
            .filter(version -> version.state() == CommitState.COMMITTED)
            .map(version -> version.id().version())
            .toList();
    return parts.policies().apply(model).load().wanted(committed, aliased);
  }

  private boolean isLoadable(CommittedVersion version, Set<ModelVersion> wanted) {
    if (!wanted.contains(version.id().version()) || unloaded.contains(version.id().name())) {
      return false;
    }
    Optional<VersionState> state =
        parts.registry().snapshot().version(version.id()).map(VersionStatus::state);
    return state.isEmpty()
        || state.get() == VersionState.HELD
        || state.get() == VersionState.RETIRED
        || arrivals.isWaiting(version.id());
  }

  private static String why(CommittedVersion version) {
    return version.state() == CommitState.HELD
        ? VersionStatuses.reason(version)
        : "it is not among those to be loaded";
  }
}
