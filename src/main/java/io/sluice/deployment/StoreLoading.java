package io.sluice.deployment;

import io.sluice.registry.VersionStatus;
import io.sluice.repository.CommittedVersion;
import io.sluice.repository.ModelStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Loads versions of the catalogue from the store. One that fails becomes {@code FAILED} with its
 * reason; the others are not touched by it.
 */
final class StoreLoading {
  private final ModelStore store;
  private final VersionLoader loader;
  private final Publication publication;

  StoreLoading(ModelStore store, VersionLoader loader, Publication publication) {
    this.store = store;
    this.loader = loader;
    this.publication = publication;
  }

  /**
   * Loads a version, whose bytes are held against their digest on the way.
   *
   * @return what is still to be published; empty if it failed, which is told
   */
  Optional<LoadedVersion> load(CommittedVersion version) {
    VersionStatus status = VersionStatuses.loading(version);
    try {
      Path file =
          store
              .path(version.stored())
              .orElseThrow(() -> new VersionRejectedException("its file is not in the store"));
      return Optional.of(loader.load(version, file));
    } catch (VersionRejectedException e) {
      publication.fail(status, reason(version, e), e);
    } catch (OutOfMemoryError e) {
      // JavaCPP throws it when native memory is short: this version is too large, others are not.
      publication.fail(status, "the server lacks the memory to load it", e);
    } catch (RuntimeException | LinkageError | StackOverflowError e) {
      publication.fail(status, "it could not be loaded: " + e.getClass().getSimpleName(), e);
    }
    return Optional.empty();
  }

  /** A file that the inspector refuses was good when it came: most likely it was damaged since. */
  private String reason(CommittedVersion version, VersionRejectedException e) {
    try {
      return store.verify(version.stored()) == ModelStore.Condition.INTACT
          ? String.valueOf(e.getMessage())
          : "its file in the store is missing or was changed";
    } catch (IOException unreadable) {
      return "its file in the store cannot be read";
    }
  }
}
