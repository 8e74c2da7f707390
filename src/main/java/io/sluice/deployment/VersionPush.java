package io.sluice.deployment;

import io.sluice.audit.AuditEntry;
import io.sluice.audit.AuditLog;
import io.sluice.intake.Admitted;
import io.sluice.intake.Intake;
import io.sluice.intake.Submission;
import io.sluice.model.Alias;
import io.sluice.model.ChangeException;
import io.sluice.model.ChangeException.Kind;
import io.sluice.model.GateVerdict;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import io.sluice.model.ServingException;
import io.sluice.model.TimeSource;
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
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes a model from its staged bytes to a version that answers, or says why not. The order is the
 * promise: examined, kept on disk, loaded beside what serves, then one transaction, then one swap.
 * A push that fails at any step leaves nothing that anybody could see.
 */
final class VersionPush {
  static final String ACTION = "version.push";

  private final Intake intake;
  private final Parts parts;
  private final LiveGuard guard;

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
   * @param gates says what a version must show
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
      LoadMarks marks,
      Gates gates) {}

  /**
   * @param intake examines what is pushed
   */
  VersionPush(Intake intake, Parts parts) {
    this.intake = intake;
    this.parts = parts;
    this.guard = new LiveGuard(parts.registry());
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

  private Submission submission(PushOrder order, ModelId id, @Nullable Gate gate) {
    Submission submission = Submission.of(id, order.format());
    if (order.descriptor() != null) {
      submission = submission.withDescriptor(order.descriptor().getBytes(StandardCharsets.UTF_8));
    }
    if (order.signed() != null) {
      submission = submission.signedBy(order.signed());
    }
    if (gate != null) {
      submission = submission.gatedBy(gate.measure());
    }
    return parts
        .changes()
        .read(c -> VersionCatalogue.highest(c, id.name()))
        .map(submission::after)
        .orElse(submission);
  }

  private PushedVersion bring(PushOrder order, ModelId id) throws IOException {
    try (Gate gate = parts.gates().open(id, order.descriptor(), order.dataset(), intake);
        Admitted admitted = intake.admit(order.staged(), submission(order, id, gate))) {
      return bring(order, admitted, gate);
    }
  }

  private PushedVersion bring(PushOrder order, Admitted admitted, @Nullable Gate gate)
      throws IOException {
    GateVerdict verdict = gate == null ? null : gate.judge(admitted.trial());
    parts.memory().check(admitted.stored().size());
    Path file = admitted.stored().path();
    if (!order.dryRun()) {
      // On disk for good before it is loaded: what serves is read from where it will be found
      // again.
      file = parts.store().put(file, admitted.stored().digest());
    }
    CommittedVersion version = version(order, admitted, verdict);
    LoadedVersion loaded = load(version, file);
    boolean published = false;
    try {
      guard.check(version.id(), loaded, order.allowBreaking());
      if (order.dryRun()) {
        return new PushedVersion(VersionStatuses.of(version, loaded).held(dryRun(version)), false);
      }
      if (gate != null && gate.data() != null && gate.data().sent()) {
        parts.store().put(gate.data().file().path(), gate.data().file().digest());
      }
      PushedVersion pushed = commit(order, version, loaded);
      published = pushed.made() && version.state() == CommitState.COMMITTED;
      return pushed;
    } finally {
      if (!published) {
        loaded.close().run();
      }
    }
  }

  private static String dryRun(CommittedVersion version) {
    return version.state() == CommitState.HELD
        ? "a dry run: nothing was kept; " + VersionStatuses.reason(version)
        : "a dry run: every check was passed, and nothing was kept";
  }

  private CommittedVersion version(
      PushOrder order, Admitted admitted, @Nullable GateVerdict verdict) {
    return new CommittedVersion(
        admitted.id(),
        admitted.sourceDigest(),
        admitted.sourceSize(),
        admitted.stored().digest(),
        admitted.stored().size(),
        admitted.format(),
        admitted.descriptorJson(),
        verdict == null || verdict.passed() ? CommitState.COMMITTED : CommitState.HELD,
        parts.time().now(),
        order.requester().caller().name(),
        verdict);
  }

  private LoadedVersion load(CommittedVersion version, Path file) {
    try {
      return parts.loader().load(version, file);
    } catch (VersionRejectedException e) {
      throw LoadRefusal.of(e.getMessage(), e);
    } catch (OutOfMemoryError e) {
      throw LoadRefusal.of(e);
    }
  }

  private PushedVersion commit(PushOrder order, CommittedVersion version, LoadedVersion loaded) {
    Committed committed =
        parts
            .changes()
            .carryOut(
                connection -> commit(connection, order, version),
                done -> {
                  if (done.made() && version.state() == CommitState.HELD) {
                    // Loaded once, so that callers of the live version are known to be safe.
                    parts
                        .publication()
                        .hold(
                            VersionStatuses.of(version, loaded)
                                .held(VersionStatuses.reason(version)));
                  } else if (done.made()) {
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
    boolean held = version.state() == CommitState.HELD;
    boolean follows = !held && follows(connection, version.id());
    if (follows) {
      Origin origin =
          new Origin(
              order.requester().caller().name(), order.requester().requestId(), parts.time().now());
      AliasCatalogue.set(
          connection, version.id(), ModelEntry.PRODUCTION, OptionalLong.empty(), origin);
    }
    AuditLog.append(
        connection,
        AuditWords.of(order.requester(), ACTION, version.id())
            .done(null, version.source(), held ? VersionStatuses.reason(version) : null));
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
