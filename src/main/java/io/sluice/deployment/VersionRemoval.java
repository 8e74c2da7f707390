package io.sluice.deployment;

import io.sluice.audit.AuditLog;
import io.sluice.model.Alias;
import io.sluice.model.ChangeException;
import io.sluice.model.ChangeException.Kind;
import io.sluice.model.Digest;
import io.sluice.model.ModelId;
import io.sluice.model.Requester;
import io.sluice.model.ServingException;
import io.sluice.registry.ModelRegistry;
import io.sluice.repository.VersionCatalogue;
import io.sluice.traffic.ExperimentStore;
import io.sluice.traffic.StoredExperiment;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Takes versions out of service for good: one transaction, and one swap. */
final class VersionRemoval {
  private final Changes changes;
  private final ModelRegistry registry;
  private final ServedAliases aliases;

  VersionRemoval(Changes changes, ModelRegistry registry) {
    this.changes = changes;
    this.registry = registry;
    this.aliases = new ServedAliases(registry);
  }

  /**
   * Removes a version; its number stays taken.
   *
   * @throws ServingException if there is no such version
   * @throws ChangeException if an alias points at it, or an experiment that runs needs it
   */
  void remove(ModelId id, Requester requester) {
    AuditWords words = AuditWords.of(requester, "version.delete", id);
    try {
      Optional<Alias> user = aliases.userOf(id);
      if (user.isPresent()) {
        throw new ChangeException(
            Kind.VERSION_IN_USE,
            "the alias '%s' points at version %s of '%s'"
                .formatted(user.get(), id.version(), id.name()));
      }
      changes.carryOut(
          connection -> {
            @Nullable Digest before = VersionCatalogue.delete(connection, id).source();
            // Nobody can begin an experiment with it any more: that waits for the catalogue's lock.
            checkFree(connection, id);
            AuditLog.append(connection, words.done(before, null));
            return null;
          },
          done -> registry.forget(id));
    } catch (ChangeException e) {
      changes.refused(words.refused(e, null));
      throw e;
    }
  }

  private static void checkFree(Connection connection, ModelId id) throws SQLException {
    Optional<StoredExperiment> running = ExperimentStore.running(connection, id.name());
    if (running.isPresent() && running.get().uses(id.version())) {
      throw new ChangeException(
          Kind.VERSION_IN_USE,
          "the experiment of '%s' needs version %s".formatted(id.name(), id.version()));
    }
  }
}
