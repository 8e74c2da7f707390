package io.sluice.deployment;

import io.sluice.audit.AuditLog;
import io.sluice.database.Work;
import io.sluice.model.ChangeException;
import io.sluice.model.ChangeException.Kind;
import io.sluice.model.Digest;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.Requester;
import io.sluice.model.ServingException;
import io.sluice.model.TimeSource;
import io.sluice.registry.ModelEntry;
import io.sluice.registry.ModelRegistry;
import io.sluice.repository.AliasCatalogue;
import io.sluice.repository.AliasChange;
import io.sluice.repository.AliasHistory;
import io.sluice.repository.AliasPointer;
import io.sluice.repository.CommitState;
import io.sluice.repository.Origin;
import io.sluice.repository.VersionCatalogue;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Points aliases: changes that read no model's bytes, so each is one transaction and one swap. */
final class AliasMoves {
  private final Changes changes;
  private final ModelRegistry registry;
  private final ServedAliases served;
  private final Predicate<AliasTarget> pinned;
  private final TimeSource time;

  /**
   * What became of an alias.
   *
   * @param made whether it is new
   */
  record Set(AliasPointer pointer, boolean made) {}

  /**
   * @param pinned whether the configuration says where an alias points
   */
  AliasMoves(
      Changes changes, ModelRegistry registry, Predicate<AliasTarget> pinned, TimeSource time) {
    this.changes = changes;
    this.registry = registry;
    this.served = new ServedAliases(registry);
    this.pinned = pinned;
    this.time = time;
  }

  /**
   * Where an alias points.
   *
   * @return with the revision 0 if a file or the configuration says so
   * @throws ServingException if there is no such model or alias
   */
  AliasPointer get(AliasTarget target) {
    ModelVersion version = served.existing(target);
    return changes
        .read(c -> AliasCatalogue.find(c, target.model(), target.alias()))
        .filter(pointer -> pointer.version().equals(version))
        .orElseGet(() -> new AliasPointer(target.model(), target.alias(), version, 0));
  }

  /**
   * Points an alias at a version that answers.
   *
   * @param expected the revision that it must have; empty if that does not matter
   * @throws ServingException if there is no such version, or it does not answer
   * @throws ChangeException if the alias is pinned, or has another revision, or a gate holds the
   *     version back
   */
  Set set(AliasTarget target, ModelVersion to, OptionalLong expected, Requester requester) {
    return set(target, to, expected, requester, connection -> null, () -> {});
  }

  /**
   * Points an alias at a version that answers, as a part of a larger change.
   *
   * @param besides what else changes in the same transaction, after it and before the audit entry
   * @param then what follows in memory; must not fail
   */
  Set set(
      AliasTarget target,
      ModelVersion to,
      OptionalLong expected,
      Requester requester,
      Work<@Nullable Void> besides,
      Runnable then) {
    boolean[] made = new boolean[1];
    ModelId id = new ModelId(target.model(), to);
    AliasPointer pointed =
        audited(
            requester,
            "alias.set",
            target,
            words -> {
              checkFree(target);
              checkGate(id);
              served.checkReady(id);
              return changes.carryOut(
                  connection -> {
                    @Nullable Digest before = served.digest(target);
                    made[0] = before == null;
                    AliasPointer pointer =
                        AliasCatalogue.set(
                            connection, id, target.alias(), expected, origin(requester));
                    besides.run(connection);
                    AuditLog.append(connection, words.done(before, served.digest(id)));
                    return pointer;
                  },
                  pointer -> {
                    served.point(pointer);
                    then.run();
                  });
            });
    return new Set(pointed, made[0]);
  }

  /**
   * Points {@code production} at the version before.
   *
   * @throws ChangeException if there is none that is loaded, or the alias is pinned
   */
  AliasPointer rollBack(ModelName model, Requester requester) {
    AliasTarget target = new AliasTarget(model, ModelEntry.PRODUCTION);
    registry.model(model);
    return audited(
        requester,
        "alias.rollback",
        target,
        words -> {
          checkFree(target);
          return changes.carryOut(
              connection -> {
                if (AliasCatalogue.find(connection, model, target.alias()).isEmpty()) {
                  throw new ChangeException(
                      Kind.NOTHING_TO_ROLL_BACK,
                      "'%s' has no earlier production version".formatted(model));
                }
                @Nullable Digest before = served.digest(target);
                AliasPointer pointer =
                    AliasCatalogue.rollBack(
                        connection, model, target.alias(), OptionalLong.empty(), origin(requester));
                ModelId to = new ModelId(model, pointer.version());
                if (!served.isReady(to)) {
                  throw new ChangeException(
                      Kind.NOTHING_TO_ROLL_BACK,
                      "version %s of '%s', which was production before, is not loaded"
                          .formatted(to.version(), model));
                }
                AuditLog.append(connection, words.done(before, served.digest(to)));
                return pointer;
              },
              served::point);
        });
  }

  /**
   * Takes an alias away.
   *
   * @throws ServingException if there is no such alias
   * @throws ChangeException if it is pinned, or has another revision
   */
  void delete(AliasTarget target, OptionalLong expected, Requester requester) {
    get(target);
    audited(
        requester,
        "alias.delete",
        target,
        words -> {
          checkFree(target);
          return changes.carryOut(
              connection -> {
                @Nullable Digest before = served.digest(target);
                AliasPointer gone =
                    AliasCatalogue.delete(
                        connection, target.model(), target.alias(), expected, origin(requester));
                AuditLog.append(connection, words.done(before, null));
                return gone;
              },
              gone -> served.remove(target));
        });
  }

  /** Changes of a model's aliases, the last first. */
  List<AliasChange> history(ModelName model, OptionalLong before, int limit) {
    registry.model(model);
    return changes.read(c -> AliasHistory.page(c, model, before, limit));
  }

  private interface Move {
    AliasPointer carryOut(AuditWords words);
  }

  private AliasPointer audited(Requester requester, String action, AliasTarget target, Move move) {
    AuditWords words = AuditWords.of(requester, action, target.model(), target.toString());
    try {
      return move.carryOut(words);
    } catch (ChangeException e) {
      changes.refused(words.refused(e, null));
      throw e;
    }
  }

  /** Refuses what the configuration pins. */
  void checkFree(AliasTarget target) {
    if (pinned.test(target)) {
      throw new ChangeException(
          Kind.ALIAS_PINNED,
          "the configuration pins '%s' of '%s'".formatted(target.alias(), target.model()));
    }
  }

  private void checkGate(ModelId id) {
    changes
        .read(c -> VersionCatalogue.find(c, id))
        .filter(version -> version.state() == CommitState.HELD)
        .ifPresent(
            version -> {
              throw new ChangeException(
                  Kind.VERSION_HELD,
                  "version %s of '%s' does not serve: %s"
                      .formatted(id.version(), id.name(), VersionStatuses.reason(version)));
            });
  }

  private Origin origin(Requester requester) {
    return new Origin(requester.caller().name(), requester.requestId(), time.now());
  }
}
