package io.sluice.deployment;

import io.sluice.audit.AuditEntry;
import io.sluice.audit.AuditLog;
import io.sluice.intake.Admitted;
import io.sluice.intake.Intake;
import io.sluice.intake.Submission;
import io.sluice.model.Alias;
import io.sluice.model.ChangeException;
import io.sluice.model.ChangeException.Kind;
import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.OperationName;
import io.sluice.model.ServingException;
import io.sluice.model.TimeSource;
import io.sluice.model.Violation;
import io.sluice.registry.ModelEntry;
import io.sluice.registry.ModelRegistry;
import io.sluice.registry.VersionStatus;
import io.sluice.repository.AliasCatalogue;
import io.sluice.repository.AliasPointer;
import io.sluice.repository.CommitState;
import io.sluice.repository.CommittedVersion;
import io.sluice.repository.LoadMarks;
import io.sluice.repository.ModelStore;
import io.sluice.repository.Origin;
import io.sluice.repository.VersionCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Takes a model from its staged bytes to a version that answers, or says why not. The order is the
 * promise: examined, kept on disk, loaded beside what serves, then one transaction, then one swap.
 * A push that fails at any step leaves nothing that anybody could see.
 */
final class VersionPush {
  static final String ACTION = "version.push";

  private final Intake intake;
  private final Parts parts;

  /**
   * What a push works with.
   *
   * @param store where files rest
   * @param loader makes predictors of them
   * @param memory says whether one more fits
   * @param changes the way to the database
   * @param registry what serves
   * @param publication puts versions into service
   * @param policies what becomes of a model's versions
   * @param pinned whether the configuration says where an alias points
   * @param time dates what is written
   * @param numbers those that pushes under way are about to take
   * @param marks what is held against bytes until they were tried
   */
  record Parts(
      ModelStore store,
      VersionLoader loader,
      MemoryAdmission memory,
      Changes changes,
      ModelRegistry registry,
      Publication publication,
      Function<ModelName, PushPolicy> policies,
      Predicate<AliasTarget> pinned,
      TimeSource time,
      Numbers numbers,
      LoadMarks marks) {}

  /**
   * @param intake examines what is pushed
   */
  VersionPush(Intake intake, Parts parts) {
    this.intake = intake;
    this.parts = parts;
  }

  /**
   * Carries out an order.
   *
   * @throws ChangeException if the model is refused
   * @throws ServingException if its form is not taken
   */
  PushedVersion push(PushOrder order) {
    try (Numbers.Held number = number(order)) {
      Optional<CommittedVersion> there =
          parts.changes().read(c -> VersionCatalogue.find(c, number.id()));
      PushedVersion pushed =
          there.isPresent() ? existing(order, there.get()) : bring(order, number.id());
      if (!order.dryRun()) {
        parts.marks().clear(order.staged().digest());
      }
      return pushed;
    } catch (ChangeException e) {
      parts.changes().refused(refusal(order, e));
      throw e;
    } catch (IOException e) {
      throw new UncheckedIOException("a push failed on the disk", e);
    }
  }

  private Numbers.Held number(PushOrder order) {
    if (order.version() != null) {
      return parts
          .numbers()
          .take(new ModelId(order.model(), order.version()), order.staged().digest());
    }
    ModelVersion next = parts.changes().read(c -> VersionCatalogue.next(c, order.model()));
    return parts.numbers().next(order.model(), next, order.staged().digest());
  }

  /** The same again changes nothing; anything else must not take the place of what is there. */
  private PushedVersion existing(PushOrder order, CommittedVersion there) {
    boolean same =
        there.source().equals(order.staged().digest())
            && (order.descriptor() == null || sameDescriptor(order, there));
    if (!same) {
      throw new ChangeException(
          Kind.VERSION_CONFLICT,
          "'%s' has a version %s with other bytes or another descriptor"
              .formatted(there.id().name(), there.id().version()));
    }
    return new PushedVersion(
        parts
            .registry()
            .snapshot()
            .version(there.id())
            .orElseGet(
                () ->
                    VersionStatuses.held(there, "another server brought it, and it is soon here")),
        false);
  }

  private static boolean sameDescriptor(PushOrder order, CommittedVersion there) {
    return Descriptors.withVersion(there.id(), String.valueOf(order.descriptor()))
        .equals(there.descriptor());
  }

  private Submission submission(PushOrder order, ModelId id) {
    Submission submission = Submission.of(id, order.format());
    if (order.descriptor() != null) {
      submission = submission.withDescriptor(order.descriptor().getBytes(StandardCharsets.UTF_8));
    }
    if (order.signed() != null) {
      submission = submission.signedBy(order.signed());
    }
    return parts
        .changes()
        .read(c -> VersionCatalogue.highest(c, id.name()))
        .map(submission::after)
        .orElse(submission);
  }

  private PushedVersion bring(PushOrder order, ModelId id) throws IOException {
    try (Admitted admitted = intake.admit(order.staged(), submission(order, id))) {
      return bring(order, admitted);
    }
  }

  private PushedVersion bring(PushOrder order, Admitted admitted) throws IOException {
    parts.memory().check(admitted.stored().size());
    Path file = admitted.stored().path();
    if (!order.dryRun()) {
      // On disk for good before it is loaded: what serves is read from where it will be found
      // again.
      file = parts.store().put(file, admitted.stored().digest());
    }
    CommittedVersion version = version(order, admitted);
    LoadedVersion loaded = load(version, file);
    boolean published = false;
    try {
      guard(order, version, loaded);
      if (order.dryRun()) {
        return new PushedVersion(
            VersionStatuses.of(version, loaded)
                .held("a dry run: every check was passed, and nothing was kept"),
            false);
      }
      PushedVersion pushed = commit(order, version, loaded);
      published = pushed.made();
      return pushed;
    } finally {
      if (!published) {
        loaded.close().run();
      }
    }
  }

  private CommittedVersion version(PushOrder order, Admitted admitted) {
    return new CommittedVersion(
        admitted.id(),
        admitted.sourceDigest(),
        admitted.sourceSize(),
        admitted.stored().digest(),
        admitted.stored().size(),
        admitted.format(),
        admitted.descriptorJson(),
        CommitState.COMMITTED,
        parts.time().now(),
        order.requester().caller().name());
  }

  private LoadedVersion load(CommittedVersion version, Path file) {
    try {
      return parts.loader().load(version, file);
    } catch (VersionRejectedException e) {
      throw new ChangeException(
          Kind.ARCHIVE_REJECTED, "LOAD_FAILED", String.valueOf(e.getMessage()), List.of(), e);
    } catch (OutOfMemoryError e) {
      // JavaCPP throws it when native memory is short: this version is too large, others are not.
      throw new ChangeException(
          Kind.INSUFFICIENT_MEMORY, "the server lacks the memory to load the model", e);
    }
  }

  private void guard(PushOrder order, CommittedVersion version, LoadedVersion loaded) {
    checkOperation(version.id(), loaded.descriptor().operation());
    if (order.allowBreaking()) {
      return;
    }
    Optional<VersionStatus> live =
        parts.registry().snapshot().model(order.model()).flatMap(ModelEntry::liveStatus);
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
              .formatted(version.id().version(), order.model(), live.get().id().version()),
          differences,
          null);
    }
  }

  /** Two models under one operation would answer each other's callers. */
  private void checkOperation(ModelId id, OperationName operation) {
    parts
        .registry()
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

  private PushedVersion commit(PushOrder order, CommittedVersion version, LoadedVersion loaded) {
    Committed committed =
        parts
            .changes()
            .carryOut(
                connection -> commit(connection, order, version),
                done -> {
                  if (done.made()) {
                    parts
                        .publication()
                        .publish(version, loaded, pointed(version.id(), done.follows()));
                  }
                });
    VersionStatus status =
        parts
            .registry()
            .snapshot()
            .version(version.id())
            .orElseGet(() -> VersionStatuses.of(version, loaded));
    return new PushedVersion(status, committed.made());
  }

  /**
   * What the transaction did.
   *
   * @param made whether the version is new
   * @param follows whether production points at it since
   */
  private record Committed(boolean made, boolean follows) {}

  private Committed commit(Connection connection, PushOrder order, CommittedVersion version)
      throws SQLException {
    if (!VersionCatalogue.insert(connection, version).created()) {
      return new Committed(false, false);
    }
    boolean follows = follows(connection, version.id());
    if (follows) {
      Origin origin =
          new Origin(
              order.requester().caller().name(), order.requester().requestId(), parts.time().now());
      AliasCatalogue.set(
          connection, version.id(), ModelEntry.PRODUCTION, OptionalLong.empty(), origin);
    }
    AuditLog.append(
        connection,
        AuditWords.of(order.requester(), ACTION, version.id()).done(null, version.source()));
    return new Committed(true, follows);
  }

  /**
   * Whether production is to point at a new version: if it follows, and only upwards. An alias that
   * only a file or the configuration knows is an operator's order, and is left to him.
   */
  private boolean follows(Connection connection, ModelId id) throws SQLException {
    if (!parts.policies().apply(id.name()).productionFollows()
        || parts.pinned().test(new AliasTarget(id.name(), ModelEntry.PRODUCTION))) {
      return false;
    }
    Optional<AliasPointer> written =
        AliasCatalogue.find(connection, id.name(), ModelEntry.PRODUCTION);
    if (written.isPresent()) {
      return written.get().version().compareTo(id.version()) < 0;
    }
    return parts
        .registry()
        .snapshot()
        .model(id.name())
        .map(entry -> !entry.aliases().containsKey(ModelEntry.PRODUCTION))
        .orElse(true);
  }

  private static Map<Alias, ModelVersion> pointed(ModelId id, boolean follows) {
    return follows ? Map.of(ModelEntry.PRODUCTION, id.version()) : Map.of();
  }

  private static AuditEntry refusal(PushOrder order, ChangeException e) {
    String number = order.number().map(ModelVersion::toString).orElse("next");
    return AuditWords.of(order.requester(), ACTION, order.model(), order.model() + "/" + number)
        .refused(e, order.staged().digest());
  }
}
