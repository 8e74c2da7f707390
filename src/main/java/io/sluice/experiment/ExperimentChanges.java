package io.sluice.experiment;

import io.sluice.audit.AuditLog;
import io.sluice.deployment.Changes;
import io.sluice.deployment.Promotion;
import io.sluice.model.ChangeException;
import io.sluice.model.ChangeException.Kind;
import io.sluice.model.ModelId;
import io.sluice.model.ModelName;
import io.sluice.model.Requester;
import io.sluice.model.TimeSource;
import io.sluice.registry.ModelRegistry;
import io.sluice.traffic.Arm;
import io.sluice.traffic.DefinitionForm;
import io.sluice.traffic.ExperimentDefinition;
import io.sluice.traffic.ExperimentState;
import io.sluice.traffic.ExperimentStore;
import io.sluice.traffic.StoredExperiment;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Begins, changes and ends experiments: each time one transaction with its audit entry, and then
 * one swap of how requests are split.
 */
final class ExperimentChanges {
  private static final int SALT_BYTES = 16;

  private final Changes changes;
  private final Promotion promotion;
  private final ModelRegistry registry;
  private final LiveExperiments live;
  private final TimeSource time;
  private final SecureRandom random = new SecureRandom();

  ExperimentChanges(
      Changes changes,
      Promotion promotion,
      ModelRegistry registry,
      LiveExperiments live,
      TimeSource time) {
    this.changes = changes;
    this.promotion = promotion;
    this.registry = registry;
    this.live = live;
    this.time = time;
  }

  /**
   * Begins an experiment, or changes the one that runs.
   *
   * @param expected the state that it must be in; empty if that does not matter
   * @param onlyNew whether one that runs must be left alone
   * @throws ChangeException if the arms cannot be compared, the state is another one, or the change
   *     would make what was found so far worthless
   */
  StoredExperiment put(
      ModelName model,
      ExperimentDefinition wanted,
      Optional<Revision> expected,
      boolean onlyNew,
      Requester requester) {
    registry.model(model);
    ExperimentWords words = words(requester, "experiment.set", model);
    return audited(
        words,
        () ->
            changes.carryOutAlone(
                connection -> {
                  ExperimentCheck.check(registry.model(model), wanted);
                  Optional<StoredExperiment> running = ExperimentStore.running(connection, model);
                  if (running.isPresent()) {
                    change(connection, running.get(), wanted, expected, onlyNew);
                  } else {
                    insert(connection, words, wanted, expected);
                  }
                  AuditLog.append(connection, words.done(shown(wanted)));
                  return ExperimentStore.running(connection, model).orElseThrow();
                },
                stored -> live.follow(stored, time.now())));
  }

  private void insert(
      Connection connection,
      ExperimentWords words,
      ExperimentDefinition wanted,
      Optional<Revision> expected)
      throws SQLException {
    if (expected.isPresent()) {
      throw changedMeanwhile(words.model());
    }
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    ExperimentStore.insert(
        connection,
        words.model(),
        Canary.begun(wanted),
        HexFormat.of().formatHex(salt),
        words.at(),
        words.requester().caller().name());
  }

  private static void change(
      Connection connection,
      StoredExperiment running,
      ExperimentDefinition wanted,
      Optional<Revision> expected,
      boolean onlyNew)
      throws SQLException {
    if (onlyNew || (expected.isPresent() && !expected.get().isOf(running))) {
      throw changedMeanwhile(running.model());
    }
    List<String> fixed = FixedMembers.changed(running.definition(), wanted);
    if (!fixed.isEmpty()) {
      throw new ChangeException(
          Kind.EXPERIMENT_CONFLICT,
          "an experiment that runs keeps its %s: stop it, and begin another one"
              .formatted(String.join(", ", fixed)));
    }
    if (!ExperimentStore.change(connection, running.id(), running.revision(), wanted)) {
      throw changedMeanwhile(running.model());
    }
  }

  /**
   * Changes the weights of an experiment by itself.
   *
   * @param why for the audit
   * @throws ChangeException if it was changed meanwhile
   */
  void reweigh(StoredExperiment stored, ExperimentDefinition wanted, String why) {
    Requester server = Requester.ofServer("experiment");
    ExperimentWords words = words(server, "experiment.step", stored.model());
    changes.carryOut(
        connection -> {
          if (!ExperimentStore.change(connection, stored.id(), stored.revision(), wanted)) {
            throw changedMeanwhile(stored.model());
          }
          AuditLog.append(connection, words.done(why));
          return ExperimentStore.running(connection, stored.model()).orElseThrow();
        },
        changed -> live.follow(changed, time.now()));
  }

  /**
   * Ends an experiment.
   *
   * @param state how
   * @param outcome what was found, in a sentence
   * @throws ChangeException if it did not run any more
   */
  void end(StoredExperiment stored, ExperimentState state, String outcome, Requester requester) {
    ExperimentWords words = words(requester, action(state), stored.model());
    audited(
        words,
        () ->
            changes.carryOut(
                connection -> {
                  end(connection, words, stored, state, outcome);
                  return stored;
                },
                done -> live.end(stored.model())));
  }

  /**
   * Ends an experiment, and points production at the version of an arm.
   *
   * @param outcome what was found, in a sentence
   * @throws ChangeException if it did not run any more, or the alias is pinned
   */
  void promote(StoredExperiment stored, Arm arm, String outcome, Requester requester) {
    ExperimentWords words = words(requester, "experiment.promote", stored.model());
    audited(
        words,
        () -> {
          promotion.promote(
              new ModelId(stored.model(), arm.version()),
              requester,
              connection -> {
                end(
                    connection,
                    words,
                    stored,
                    ExperimentState.PROMOTED,
                    "promoted " + arm.name() + " (version " + arm.version() + "): " + outcome);
                return null;
              },
              () -> live.end(stored.model()));
          return stored;
        });
  }

  private static void end(
      Connection connection,
      ExperimentWords words,
      StoredExperiment stored,
      ExperimentState state,
      String outcome)
      throws SQLException {
    if (!ExperimentStore.end(connection, stored.id(), state, outcome, words.at())) {
      throw new ChangeException(
          Kind.EXPERIMENT_NOT_FOUND, "no experiment of '%s' runs".formatted(stored.model()));
    }
    AuditLog.append(connection, words.done(outcome));
  }

  private StoredExperiment audited(ExperimentWords words, Supplier<StoredExperiment> change) {
    try {
      return change.get();
    } catch (ChangeException e) {
      changes.refused(words.refused(e));
      throw e;
    }
  }

  private static String action(ExperimentState state) {
    return switch (state) {
      case ROLLED_BACK -> "experiment.rollback";
      case COMPLETED -> "experiment.complete";
      default -> "experiment.stop";
    };
  }

  private ExperimentWords words(Requester requester, String action, ModelName model) {
    return new ExperimentWords(requester, action, model, time.now());
  }

  private static ChangeException changedMeanwhile(ModelName model) {
    return new ChangeException(
        Kind.PRECONDITION_FAILED, "the experiment of '%s' was changed meanwhile".formatted(model));
  }

  private static String shown(ExperimentDefinition definition) {
    return new String(DefinitionForm.bytes(definition), StandardCharsets.UTF_8);
  }
}
