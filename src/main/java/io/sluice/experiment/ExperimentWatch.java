package io.sluice.experiment;

import io.sluice.database.Database;
import io.sluice.evaluation.sequential.SampleRatio;
import io.sluice.evaluation.sequential.VerdictRule;
import io.sluice.model.ChangeException;
import io.sluice.model.Requester;
import io.sluice.model.ServingException;
import io.sluice.model.TimeSource;
import io.sluice.traffic.Arm;
import io.sluice.traffic.ArmSnapshot;
import io.sluice.traffic.CanarySchedule;
import io.sluice.traffic.ExperimentDefinition;
import io.sluice.traffic.ExperimentState;
import io.sluice.traffic.ExperimentStore;
import io.sluice.traffic.RunningExperiment;
import io.sluice.traffic.StoredExperiment;
import java.lang.System.Logger.Level;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/**
 * Looks after the experiments again and again: does what the database says, begins and ends them in
 * time, takes the steps of canaries, watches guardrails and acts on verdicts.
 */
final class ExperimentWatch {
  private static final System.Logger LOG = System.getLogger(ExperimentWatch.class.getName());

  private final Database database;
  private final LiveExperiments live;
  private final ExposureLedger ledger;
  private final GuardWatch guards;
  private final Judge judge;
  private final ExperimentChanges changes;
  private final TimeSource time;
  // Labels that the challenger had when its part last grew: each step needs evidence of its own.
  private final Map<Long, Long> labelsAtStep = new HashMap<>();

  ExperimentWatch(
      Database database,
      LiveExperiments live,
      ExposureLedger ledger,
      GuardWatch guards,
      Judge judge,
      ExperimentChanges changes,
      TimeSource time) {
    this.database = database;
    this.live = live;
    this.ledger = ledger;
    this.guards = guards;
    this.judge = judge;
    this.changes = changes;
    this.time = time;
  }

  /**
   * Does what the database says, and no more: when the server starts, before it answers anybody.
   *
   * @throws ChangeException if the database fails
   */
  void begin() {
    live.followAll(database.read(ExperimentStore::running), time.now());
  }

  /** Looks once. A database that is away is looked at again the next time. */
  synchronized void look() {
    try {
      ledger.write();
      List<StoredExperiment> stored = database.read(ExperimentStore::running);
      live.followAll(stored, time.now());
      guards.keepOnly(stored.stream().map(StoredExperiment::id).collect(Collectors.toSet()));
      stored.forEach(this::attend);
    } catch (ChangeException e) {
      LOG.log(Level.WARNING, "The experiments cannot be looked after now: " + e.getMessage());
    }
  }

  /** Writes what was counted, for the server stops. */
  void end() {
    try {
      ledger.write();
    } catch (ChangeException e) {
      LOG.log(Level.WARNING, "What the arms were asked last is lost: " + e.getMessage());
    }
  }

  private void attend(StoredExperiment stored) {
    try {
      Instant end = stored.definition().end();
      RunningExperiment running = live.running(stored);
      if (end != null && !end.isAfter(time.now())) {
        String outcome = judge.judge(stored, running).text();
        changes.end(stored, ExperimentState.COMPLETED, outcome, server());
        LOG.log(Level.INFO, "The experiment of {0} ended: {1}", stored.model(), outcome);
      } else if (running != null) {
        guards.look(running);
        if (!rolledBack(stored, running) && !promoted(stored, running)) {
          step(stored, running);
        }
      }
    } catch (ChangeException | ServingException e) {
      // Another server may have been faster. What is still wrong is tried again at the next look.
      LOG.log(Level.WARNING, "The experiment of " + stored.model() + ": " + e.getMessage());
    }
  }

  private boolean rolledBack(StoredExperiment stored, RunningExperiment running) {
    ExperimentDefinition definition = stored.definition();
    if (!definition.rollBackOnBreach()) {
      return false;
    }
    Map<String, ArmSnapshot> minute = guards.lastMinute(running);
    for (Arm arm : definition.arms()) {
      Optional<String> breach =
          arm.shadow() || arm.name().equals(definition.control())
              ? Optional.empty()
              : Breach.of(definition.guardrails(), Objects.requireNonNull(minute.get(arm.name())));
      if (breach.isPresent()) {
        String outcome = "rolled back: " + arm.name() + " " + breach.get();
        changes.end(stored, ExperimentState.ROLLED_BACK, outcome, server());
        LOG.log(Level.WARNING, "The experiment of {0} is {1}", stored.model(), outcome);
        return true;
      }
    }
    return false;
  }

  private boolean promoted(StoredExperiment stored, RunningExperiment running) {
    ExperimentDefinition definition = stored.definition();
    if (!definition.promoteOnWin()) {
      return false;
    }
    Judgement judgement = judge.recent(stored, running);
    Optional<Arm> winner =
        judgement
            .verdict()
            .flatMap(verdict -> verdict.winner())
            .filter(name -> !name.equals(definition.control()))
            .flatMap(name -> arm(definition, name));
    winner.ifPresent(arm -> changes.promote(stored, arm, judgement.text(), server()));
    return winner.isPresent();
  }

  private static Optional<Arm> arm(ExperimentDefinition definition, String name) {
    return definition.arms().stream().filter(arm -> arm.name().equals(name)).findFirst();
  }

  private void step(StoredExperiment stored, RunningExperiment running) {
    CanarySchedule schedule = stored.definition().schedule();
    if (schedule == null) {
      return;
    }
    OptionalDouble step =
        schedule.every() == null ? earned(stored, running) : Canary.due(stored, time.now());
    if (step.isPresent()) {
      double percent = step.getAsDouble();
      String why = "the challenger's part is %s %% now".formatted(percent);
      changes.reweigh(stored, Canary.with(stored.definition(), percent), why);
      labelsAtStep.remove(stored.id());
      LOG.log(Level.INFO, "The experiment of {0}: {1}", stored.model(), why);
    }
  }

  private OptionalDouble earned(StoredExperiment stored, RunningExperiment running) {
    OptionalDouble next = Canary.next(stored.definition());
    if (next.isEmpty()) {
      return next;
    }
    Judgement judgement = judge.recent(stored, running);
    String challenger = Canary.challenger(stored.definition()).name();
    long labels = Objects.requireNonNull(judgement.samples().get(challenger)).labels();
    long before = labelsAtStep.computeIfAbsent(stored.id(), id -> first(stored, labels));
    boolean evidence =
        labels - before >= VerdictRule.LEAST_LABELS
            && judgement
                .verdict()
                .filter(verdict -> verdict.assignmentPValue() >= SampleRatio.SIGNIFICANCE)
                .filter(verdict -> Canary.isNotWorse(judgement.rule(), verdict))
                .isPresent();
    return evidence ? next : OptionalDouble.empty();
  }

  /** Whatever was told of the first step counts for it; later, and after a restart, only more. */
  private static long first(StoredExperiment stored, long labels) {
    return stored.revision() == 1 ? 0 : labels;
  }

  private static Requester server() {
    return Requester.ofServer("experiment");
  }
}
