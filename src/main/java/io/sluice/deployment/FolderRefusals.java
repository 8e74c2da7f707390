package io.sluice.deployment;

import io.sluice.model.ChangeException;
import io.sluice.model.ModelId;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionState;
import io.sluice.registry.VersionStatus;
import java.lang.System.Logger.Level;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells operators what was not taken from the models folder. */
final class FolderRefusals {
  private static final System.Logger LOG = System.getLogger(FolderRefusals.class.getName());

  private final ModelRegistry registry;
  private final Publication publication;

  FolderRefusals(ModelRegistry registry, Publication publication) {
    this.registry = registry;
    this.publication = publication;
  }

  /** Tells why a file was not taken. */
  void refused(ModelId id, ChangeException e) {
    if (e.kind() == ChangeException.Kind.VERSION_CONFLICT) {
      LOG.log(Level.WARNING, "{0} in the models folder is passed over: {1}", id, e.getMessage());
      return;
    }
    failed(id, String.valueOf(e.getMessage()), e);
  }

  /** Shown where versions are listed, unless the number is one that serves. */
  void failed(ModelId id, String reason, @Nullable Exception cause) {
    Optional<VersionStatus> known = registry.snapshot().version(id);
    if (known.isEmpty() || known.get().state() != VersionState.READY) {
      publication.fail(known.orElseGet(() -> VersionStatus.loading(id)), reason, cause);
    } else {
      LOG.log(Level.WARNING, "{0} in the models folder is refused: {1}", id, reason);
    }
  }

  /** Whether something is wrong with the server and not with the file. */
  static boolean isPassing(ChangeException.Kind kind) {
    return switch (kind) {
      case PUSH_BUSY, DATABASE_UNAVAILABLE, INSUFFICIENT_STORAGE, INSUFFICIENT_MEMORY -> true;
      default -> false;
    };
  }
}
