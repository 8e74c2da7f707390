package io.sluice.deployment;

import io.sluice.audit.AuditLog;
import io.sluice.model.Alias;
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
import io.sluice.registry.VersionState;
import io.sluice.registry.VersionStatus;
import io.sluice.repository.AliasCatalogue;
import io.sluice.repository.AliasChange;
import io.sluice.repository.AliasHistory;
import io.sluice.repository.AliasPointer;
import io.sluice.repository.Origin;
import io.sluice.repository.VersionCatalogue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Points aliases and takes versions away: changes that read no model's bytes, so that each is one
 * transaction and one swap.
 */
final class AliasMoves {
  private final Changes changes;
  private final ModelRegistry registry;
  private final Predicate<Target> pinned;
  private final TimeSource time;

  /** An alias of a model. */
  record Target(ModelName model, Alias alias) {
    @Override
    public String toString() {
      return model + "/aliases/" + alias;
    }
  }

  /**
   * What became of an alias.
   *
   * @param made whether it is new
   */
  record Set(AliasPointer pointer, boolean made) {}

  /**
   * @param pinned whether the configuration says where an alias points
   */
  AliasMoves(Changes changes, ModelRegistry registry, Predicate<Target> pinned, TimeSource time) {
    this.changes = changes;
    this.registry = registry;
    this.pinned = pinned;
    this.time = time;
  }

  /**
   * Where an alias points.
   *
   * @return with the revision 0 if a file or the configuration says so
   * @throws ServingException if there is no such model or alias
   */
  AliasPointer get(Target target) {
    ModelVersion version = registry.model(target.model()).aliases().get(target.alias());
    if (version == null) {
      throw new ServingException(
          ServingException.Kind.ALIAS_NOT_FOUND,
          "'%s' has no alias '%s'".formatted(target.model(), target.alias()));
    }
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
   * @throws ChangeException if the alias is pinned, or has another revision
   */
  Set set(Target target, ModelVersion to, OptionalLong expected, Requester requester) {
    boolean[] made = new boolean[1];
    ModelId id = new ModelId(target.model(), to);
    AliasPointer pointed =
        audited(
            requester,
            "alias.set",
            target,
            words -> {
              checkFree(target);
              checkReady(id);
              return changes.carryOut(
                  connection -> {
                    @Nullable Digest before = digest(target);
                    made[0] = before == null;
                    AliasPointer pointer =
                        AliasCatalogue.set(
                            connection, id, target.alias(), expected, origin(requester));
                    AuditLog.append(connection, words.done(before, digest(id)));
                    return pointer;
                  },
                  this::point);
            });
    return new Set(pointed, made[0]);
  }

  /**
   * Points {@code production} at the version before.
   *
   * @throws ChangeException if there is none that is loaded, or the alias is pinned
   */
  AliasPointer rollBack(ModelName model, Requester requester) {
    Target target = new Target(model, ModelEntry.PRODUCTION);
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
                @Nullable Digest before = digest(target);
                AliasPointer pointer =
                    AliasCatalogue.rollBack(
                        connection, model, target.alias(), OptionalLong.empty(), origin(requester));
                ModelId to = new ModelId(model, pointer.version());
                if (!isReady(to)) {
                  throw new ChangeException(
                      Kind.NOTHING_TO_ROLL_BACK,
                      "version %s of '%s', which was production before, is not loaded"
                          .formatted(to.version(), model));
                }
                AuditLog.append(connection, words.done(before, digest(to)));
                return pointer;
              },
              this::point);
        });
  }

  /**
   * Takes an alias away.
   *
   * @throws ServingException if there is no such alias
   * @throws ChangeException if it is pinned, or has another revision
   */
  void delete(Target target, OptionalLong expected, Requester requester) {
    get(target);
    audited(
        requester,
        "alias.delete",
        target,
        words -> {
          checkFree(target);
          return changes.carryOut(
              connection -> {
                @Nullable Digest before = digest(target);
                AliasPointer gone =
                    AliasCatalogue.delete(
                        connection, target.model(), target.alias(), expected, origin(requester));
                AuditLog.append(connection, words.done(before, null));
                return gone;
              },
              gone -> {
                Map<Alias, ModelVersion> left = aliases(target.model());
                left.remove(target.alias());
                registry.alias(target.model(), left);
              });
        });
  }

  /**
   * Takes a version out of service for good; its number stays taken.
   *
   * @throws ServingException if there is no such version
   * @throws ChangeException if an alias points at it
   */
  void deleteVersion(ModelId id, Requester requester) {
    AuditWords words = AuditWords.of(requester, "version.delete", id);
    try {
      Optional<Alias> user =
          registry.model(id.name()).aliases().entrySet().stream()
              .filter(alias -> alias.getValue().equals(id.version()))
              .map(Map.Entry::getKey)
              .findFirst();
      if (user.isPresent()) {
        throw new ChangeException(
            Kind.VERSION_IN_USE,
            "the alias '%s' points at version %s of '%s'"
                .formatted(user.get(), id.version(), id.name()));
      }
      changes.carryOut(
          connection -> {
            @Nullable Digest before = VersionCatalogue.delete(connection, id).source();
            AuditLog.append(connection, words.done(before, null));
            return null;
          },
          done -> registry.forget(id));
    } catch (ChangeException e) {
      changes.refused(words.refused(e, null));
      throw e;
    }
  }

  /** Changes of a model's aliases, the last first. */
  List<AliasChange> history(ModelName model, OptionalLong before, int limit) {
    registry.model(model);
    return changes.read(c -> AliasHistory.page(c, model, before, limit));
  }

  private interface Move {
    AliasPointer carryOut(AuditWords words);
  }

  private AliasPointer audited(Requester requester, String action, Target target, Move move) {
    AuditWords words = AuditWords.of(requester, action, target.model(), target.toString());
    try {
      return move.carryOut(words);
    } catch (ChangeException e) {
      changes.refused(words.refused(e, null));
      throw e;
    }
  }

  private void point(AliasPointer pointer) {
    Map<Alias, ModelVersion> pointed = aliases(pointer.model());
    pointed.put(pointer.alias(), pointer.version());
    registry.alias(pointer.model(), pointed);
  }

  private Map<Alias, ModelVersion> aliases(ModelName model) {
    return new HashMap<>(registry.model(model).aliases());
  }

  private void checkFree(Target target) {
    if (pinned.test(target)) {
      throw new ChangeException(
          Kind.ALIAS_PINNED,
          "the configuration pins '%s' of '%s'".formatted(target.alias(), target.model()));
    }
  }

  private void checkReady(ModelId id) {
    VersionStatus status =
        registry
            .model(id.name())
            .version(id.version())
            .orElseThrow(
                () ->
                    new ServingException(
                        ServingException.Kind.VERSION_NOT_FOUND,
                        "'%s' has no version %s".formatted(id.name(), id.version())));
    if (status.state() != VersionState.READY) {
      throw new ServingException(
          ServingException.Kind.VERSION_NOT_READY,
          "version %s of '%s' is %s".formatted(id.version(), id.name(), status.state()));
    }
  }

  private boolean isReady(ModelId id) {
    return registry
        .snapshot()
        .version(id)
        .filter(status -> status.state() == VersionState.READY)
        .isPresent();
  }

  private @Nullable Digest digest(Target target) {
    ModelVersion version = registry.model(target.model()).aliases().get(target.alias());
    return version == null ? null : digest(new ModelId(target.model(), version));
  }

  private @Nullable Digest digest(ModelId id) {
    return registry.snapshot().version(id).map(VersionStatus::digest).orElse(null);
  }

  private Origin origin(Requester requester) {
    return new Origin(requester.caller().name(), requester.requestId(), time.now());
  }
}
