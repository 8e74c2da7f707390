package io.sluice.experiment;

import io.sluice.database.Database;
import io.sluice.deployment.Changes;
import io.sluice.deployment.Promotion;
import io.sluice.feedback.OutcomeSource;
import io.sluice.model.TimeSource;
import io.sluice.registry.ModelRegistry;
import io.sluice.traffic.Experiments;
import io.sluice.traffic.ShadowQueue;

/**
 * The parts that look after the experiments of one server.
 *
 * @param reports tells of them
 * @param changes begins, changes and ends them
 * @param watch looks after them again and again
 */
record ExperimentParts(
    ExperimentReports reports, ExperimentChanges changes, ExperimentWatch watch) {
  /** Puts them together. */
  static ExperimentParts of(
      Database database,
      ModelRegistry registry,
      Changes order,
      Promotion promotion,
      Experiments experiments,
      ShadowQueue shadows,
      OutcomeSource outcomes,
      TimeSource time) {
    ExposureLedger ledger = new ExposureLedger(database, experiments);
    LiveExperiments live = new LiveExperiments(experiments, shadows, ledger);
    GuardWatch guards = new GuardWatch(time);
    Judge judge = new Judge(outcomes, time);
    ExperimentChanges changes = new ExperimentChanges(order, promotion, registry, live, time);
    return new ExperimentParts(
        new ExperimentReports(database, registry, live, ledger, guards, judge),
        changes,
        new ExperimentWatch(database, live, ledger, guards, judge, changes, time));
  }
}
