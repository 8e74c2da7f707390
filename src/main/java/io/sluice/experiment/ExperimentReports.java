package io.sluice.experiment;

import io.sluice.database.Database;
import io.sluice.model.ChangeException;
import io.sluice.model.ChangeException.Kind;
import io.sluice.model.ModelName;
import io.sluice.registry.ModelRegistry;
import io.sluice.traffic.ArmSnapshot;
import io.sluice.traffic.ExperimentStore;
import io.sluice.traffic.ExposureStore;
import io.sluice.traffic.RunningExperiment;
import io.sluice.traffic.StoredExperiment;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/** Tells of experiments. */
final class ExperimentReports {
  private final Database database;
  private final ModelRegistry registry;
  private final LiveExperiments live;
  private final ExposureLedger ledger;
  private final GuardWatch guards;
  private final Judge judge;

  ExperimentReports(
      Database database,
      ModelRegistry registry,
      LiveExperiments live,
      ExposureLedger ledger,
      GuardWatch guards,
      Judge judge) {
    this.database = database;
    this.registry = registry;
    this.live = live;
    this.ledger = ledger;
    this.guards = guards;
    this.judge = judge;
  }

  /**
   * The experiment of a model that runs, or else its last one.
   *
   * @throws io.sluice.model.ServingException if there is no such model
   * @throws ChangeException if it never had one
   */
  ExperimentReport latest(ModelName model) {
    registry.model(model);
    return of(
        database
            .read(connection -> ExperimentStore.latest(connection, model))
            .orElseThrow(() -> none("'%s' has no experiment", model)));
  }

  /**
   * The experiment of a model that runs.
   *
   * @throws io.sluice.model.ServingException if there is no such model
   * @throws ChangeException if none runs
   */
  StoredExperiment running(ModelName model) {
    registry.model(model);
    return database
        .read(connection -> ExperimentStore.running(connection, model))
        .orElseThrow(() -> none("no experiment of '%s' runs", model));
  }

  /** What an experiment has found so far. */
  Judgement judgement(StoredExperiment stored) {
    return judge.judge(stored, live.running(stored));
  }

  /** The experiments of a model, the latest first. */
  List<StoredExperiment> history(ModelName model, OptionalLong before, int most) {
    registry.model(model);
    return database.read(connection -> ExperimentStore.page(connection, model, before, most));
  }

  /** All there is to tell of an experiment. */
  ExperimentReport of(StoredExperiment stored) {
    // What is told is written first: whoever reads a figure will never read a smaller one.
    ledger.write();
    Map<String, ArmSnapshot> exposures =
        database.read(connection -> ExposureStore.read(connection, stored.id()));
    RunningExperiment running = live.running(stored);
    return new ExperimentReport(
        stored,
        exposures,
        judge.judge(stored, running),
        running,
        running == null ? Map.of() : guards.lastMinute(running));
  }

  private static ChangeException none(String what, ModelName model) {
    return new ChangeException(Kind.EXPERIMENT_NOT_FOUND, what.formatted(model));
  }
}
