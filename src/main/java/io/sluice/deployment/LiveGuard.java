package io.sluice.deployment;

import io.sluice.model.ChangeException;
import io.sluice.model.ChangeException.Kind;
import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelId;
import io.sluice.model.OperationName;
import io.sluice.model.Violation;
import io.sluice.registry.ModelEntry;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionStatus;
import java.util.List;
import java.util.Optional;

/** Keeps a version from serving that callers of what is live would trip over. */
final class LiveGuard {
  private final ModelRegistry registry;

  LiveGuard(ModelRegistry registry) {
    this.registry = registry;
  }

  /**
   * Compares a version with what is live.
   *
   * @param allowBreaking whether callers of the live version of the same model may break
   * @throws ChangeException of the kind {@code ARCHIVE_REJECTED} or {@code SIGNATURE_BROKEN}
   */
  void check(ModelId id, LoadedVersion loaded, boolean allowBreaking) {
    checkOperation(id, loaded.descriptor().operation());
    if (allowBreaking) {
      return;
    }
    Optional<VersionStatus> live =
        registry.snapshot().model(id.name()).flatMap(ModelEntry::liveStatus);
    ModelDescriptor descriptor = live.map(VersionStatus::descriptor).orElse(null);
    if (live.isEmpty() || descriptor == null || live.get().signature() == null) {
      return;
    }
    List<Violation> differences =
        ContractGuard.differences(
            descriptor, live.get().signature(), loaded.descriptor(), loaded.signature());
    if (!differences.isEmpty()) {
      throw new ChangeException(
          Kind.SIGNATURE_BROKEN,
          null,
          "version %s of '%s' takes or gives something else than version %s, which is live"
              .formatted(id.version(), id.name(), live.get().id().version()),
          differences,
          null);
    }
  }

  /** Two models under one operation would answer each other's callers. */
  private void checkOperation(ModelId id, OperationName operation) {
    registry
        .snapshot()
        .byOperation(operation)
        .filter(owner -> !owner.equals(id.name()))
        .ifPresent(
            owner -> {
              throw new ChangeException(
                  Kind.ARCHIVE_REJECTED,
                  "OPERATION_TAKEN",
                  "the operation '%s' belongs to the model '%s'".formatted(operation, owner),
                  List.of(),
                  null);
            });
  }
}
