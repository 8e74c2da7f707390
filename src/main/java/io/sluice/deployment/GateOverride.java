package io.sluice.deployment;

import io.sluice.audit.AuditLog;
import io.sluice.model.ChangeException;
import io.sluice.model.ChangeException.Kind;
import io.sluice.model.ModelId;
import io.sluice.model.ModelVersion;
import io.sluice.model.Requester;
import io.sluice.repository.AliasCatalogue;
import io.sluice.repository.AliasPointer;
import io.sluice.repository.CommitState;
import io.sluice.repository.CommittedVersion;
import io.sluice.repository.Origin;
import io.sluice.repository.VersionCatalogue;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Publishes a version that its gate held back, because somebody who may wants it: he points an
 * alias at it and says so. From then on the version is one like others, and what its gate found
 * stays.
 */
final class GateOverride {
  private static final String ACTION = "version.release";

  private final VersionPush.Parts parts;
  private final AliasMoves moves;
  private final ServedAliases served;

  GateOverride(VersionPush.Parts parts, AliasMoves moves) {
    this.parts = parts;
    this.moves = moves;
    this.served = new ServedAliases(parts.registry());
  }

  /**
   * Points an alias at a version, whatever its gate says.
   *
   * @param expected the revision that the alias must have; empty if that does not matter
   * @throws io.sluice.model.ServingException if there is no such version, or it does not answer
   * @throws ChangeException if the alias is pinned or has another revision, or the version cannot
   *     be loaded
   */
  AliasMoves.Set set(
      AliasTarget target, ModelVersion to, OptionalLong expected, Requester requester) {
    ModelId id = new ModelId(target.model(), to);
    Optional<CommittedVersion> held =
        parts
            .changes()
            .read(c -> VersionCatalogue.find(c, id))
            .filter(version -> version.state() == CommitState.HELD);
    if (held.isEmpty()) {
      return moves.set(target, to, expected, requester);
    }
    AuditWords words = AuditWords.of(requester, ACTION, id);
    try {
      moves.checkFree(target);
      return release(target, held.get(), expected, requester);
    } catch (ChangeException e) {
      parts.changes().refused(words.refused(e, held.get().source()));
      throw e;
    }
  }

  private AliasMoves.Set release(
      AliasTarget target, CommittedVersion held, OptionalLong expected, Requester requester) {
    boolean made = served.version(target).isEmpty();
    LoadedVersion loaded = load(held);
    boolean published = false;
    try {
      AliasPointer pointer =
          parts
              .changes()
              .carryOut(
                  connection -> {
                    checkHeld(VersionCatalogue.find(connection, held.id()));
                    VersionCatalogue.release(connection, held.id());
                    AliasPointer set =
                        AliasCatalogue.set(
                            connection,
                            held.id(),
                            target.alias(),
                            expected,
                            new Origin(
                                requester.caller().name(),
                                requester.requestId(),
                                parts.time().now()));
                    AuditLog.append(
                        connection,
                        AuditWords.of(requester, ACTION, held.id())
                            .done(
                                null,
                                held.source(),
                                "overridden: " + VersionStatuses.reason(held)));
                    AuditLog.append(
                        connection,
                        AuditWords.of(requester, "alias.set", target.model(), target.toString())
                            .done(served.digest(target), held.source()));
                    return set;
                  },
                  set ->
                      parts
                          .publication()
                          .publish(
                              held.withState(CommitState.COMMITTED),
                              loaded,
                              Map.of(set.alias(), set.version())));
      published = true;
      return new AliasMoves.Set(pointer, made);
    } finally {
      if (!published) {
        loaded.close().run();
      }
    }
  }

  private static void checkHeld(Optional<CommittedVersion> version) {
    if (version.isPresent() && version.get().state() != CommitState.HELD) {
      throw new ChangeException(
          Kind.VERSION_CONFLICT, "somebody else released the version meanwhile");
    }
  }

  private LoadedVersion load(CommittedVersion version) {
    parts.memory().check(version.storedBytes());
    try {
      Path file =
          parts
              .store()
              .path(version.stored())
              .orElseThrow(() -> new VersionRejectedException("its file is not in the store"));
      return parts.loader().load(version, file);
    } catch (VersionRejectedException e) {
      throw LoadRefusal.of(e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw LoadRefusal.of(e);
    }
  }
}
