package io.sluice.experiment;

import io.sluice.database.Database;
import io.sluice.deployment.Changes;
import io.sluice.deployment.Promotion;
import io.sluice.feedback.OutcomeSource;
import io.sluice.model.TimeSource;
import io.sluice.registry.ModelRegistry;
import io.sluice.traffic.Experiments;
import io.sluice.traffic.ShadowQueue;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

/** Puts together what looks after experiments, each part once. */
@ApplicationScoped
public class ExperimentProducer {
  @Inject private Database database;
  @Inject private ModelRegistry registry;
  @Inject private Changes changes;
  @Inject private Promotion promotion;
  @Inject private Experiments experiments;
  @Inject private ShadowQueue shadows;
  @Inject private OutcomeSource outcomes;

  /** The parts that are made together. */
  @Produces
  @Singleton
  ExperimentParts parts() {
    return ExperimentParts.of(
        database, registry, changes, promotion, experiments, shadows, outcomes, TimeSource.SYSTEM);
  }

  /** What tells of experiments. */
  @Produces
  @Singleton
  ExperimentReports reports(ExperimentParts parts) {
    return parts.reports();
  }

  /** What changes them. */
  @Produces
  @Singleton
  ExperimentChanges changes(ExperimentParts parts) {
    return parts.changes();
  }

  /** What looks after them. */
  @Produces
  @Singleton
  ExperimentWatch watch(ExperimentParts parts) {
    return parts.watch();
  }
}
