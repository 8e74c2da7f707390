package io.sluice.deployment;

import io.sluice.audit.AuditLog;
import io.sluice.model.ChangeException;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.Requester;
import io.sluice.model.ServingException;
import io.sluice.registry.ModelEntry;
import io.sluice.registry.VersionState;
import io.sluice.registry.VersionStatus;
import io.sluice.repository.CommitState;
import io.sluice.repository.CommittedVersion;
import io.sluice.repository.ModelStore;
import io.sluice.repository.VersionCatalogue;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes a model out of memory and puts it back, with nothing of what is kept of it changed: no
 * version, alias or file. It is for this process only; the next start loads what its configuration
 * says.
 */
public final class Residency {
  private final VersionPush.Parts parts;
  private final Unloaded unloaded;

  /**
   * @param unloaded told what is not to come back by itself
   */
  Residency(VersionPush.Parts parts, Unloaded unloaded) {
    this.parts = parts;
    this.unloaded = unloaded;
  }

  /**
   * Takes all versions of a model out of service; requests under way are answered.
   *
   * @throws ServingException if there is no such model
   * @throws ChangeException if the audit log cannot be written
   */
  public void unload(ModelName model, Requester requester) {
    parts.registry().model(model);
    AuditWords words = AuditWords.of(requester, "model.unload", model, model.value());
    parts
        .changes()
        .carryOut(
            connection -> {
              AuditLog.append(connection, words.done(null, null));
              return model;
            },
            done -> {
              unloaded.add(done);
              for (VersionStatus status : parts.registry().model(done).versions().values()) {
                if (status.state() == VersionState.READY) {
                  parts.registry().retire(status.id());
                }
              }
            });
  }

  /**
   * Loads the versions of a model that its policy and its aliases ask for and that do not answer.
   *
   * @throws ServingException if there is no such model
   * @throws ChangeException if one of them cannot be loaded; those before it answer
   */
  public void load(ModelName model, Requester requester) {
    AuditWords words = AuditWords.of(requester, "model.load", model, model.value());
    ModelEntry entry = parts.registry().model(model);
    unloaded.remove(model);
    try {
      for (CommittedVersion version : wanted(entry)) {
        if (!isReady(version)) {
          load(version);
        }
      }
      parts
          .changes()
          .carryOut(
              connection -> {
                AuditLog.append(connection, words.done(null, null));
                return model;
              },
              done -> {});
    } catch (ChangeException e) {
      parts.changes().refused(words.refused(e, null));
      throw e;
    }
  }

  private List<CommittedVersion> wanted(ModelEntry entry) {
    List<CommittedVersion> kept = new ArrayList<>();
    for (CommittedVersion version :
        parts.changes().read(c -> VersionCatalogue.list(c, entry.name()))) {
      if (version.state() == CommitState.COMMITTED) {
        kept.add(version);
      }
    }
    Set<ModelVersion> wanted =
        parts
            .policies()
            .apply(entry.name())
            .load()
            .wanted(
                kept.stream().map(version -> version.id().version()).toList(),
                entry.aliases().values());
    return kept.stream().filter(version -> wanted.contains(version.id().version())).toList();
  }

  private boolean isReady(CommittedVersion version) {
    return parts
        .registry()
        .snapshot()
        .version(version.id())
        .filter(status -> status.state() == VersionState.READY)
        .isPresent();
  }

  private void load(CommittedVersion version) {
    parts.memory().check(version.storedBytes());
    LoadedVersion loaded = read(version);
    boolean[] published = new boolean[1];
    try {
      parts
          .changes()
          .carryOut(
              connection -> VersionCatalogue.find(connection, version.id()).isPresent(),
              there -> {
                // It may have been deleted, or brought by somebody else, while it was loaded.
                if (there && !isReady(version)) {
                  parts.publication().publish(version, loaded, Map.of());
                  published[0] = true;
                }
              });
    } finally {
      if (!published[0]) {
        loaded.close().run();
      }
    }
  }

  private LoadedVersion read(CommittedVersion version) {
    try {
      if (parts.store().verify(version.stored()) != ModelStore.Condition.INTACT) {
        throw new VersionRejectedException("its file in the store is missing or was changed");
      }
      Path file = parts.store().path(version.stored()).orElseThrow();
      return parts.loader().load(version, file);
    } catch (VersionRejectedException e) {
      throw LoadRefusal.of(e.getMessage(), e);
    } catch (IOException e) {
      throw LoadRefusal.of("its file cannot be read", e);
    } catch (OutOfMemoryError e) {
      throw LoadRefusal.of(e);
    }
  }
}
