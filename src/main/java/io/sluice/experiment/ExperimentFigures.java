package io.sluice.experiment;

import io.sluice.metrics.FamilySource;
import io.sluice.traffic.Arm;
import io.sluice.traffic.ArmCounts;
import io.sluice.traffic.Experiments;
import io.sluice.traffic.RunningExperiment;
import io.sluice.traffic.ShadowCounts;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Tells a scrape what the arms of the experiments that run were asked on this server. */
@Dependent
public class ExperimentFigures implements FamilySource {
  private final Experiments experiments;

  /** Tells of these experiments. */
  @Inject
  public ExperimentFigures(Experiments experiments) {
    this.experiments = experiments;
  }

  @Override
  public List<Family> families() {
    List<Sample> requests = new ArrayList<>();
    List<Sample> shadows = new ArrayList<>();
    experiments.all().values().stream()
        .sorted(Comparator.comparing(running -> running.experiment().model().value()))
        .forEach(
            running -> {
              for (Arm arm : running.experiment().arms()) {
                if (arm.shadow()) {
                  addShadow(shadows, running, arm);
                } else {
                  addAnswering(requests, running, arm);
                }
              }
            });
    return List.of(
        new Family(
            "sluice_experiment_requests_total",
            "counter",
            "Requests that took part in an experiment, by the arm that they were assigned to.",
            requests),
        new Family(
            "sluice_experiment_shadow_total",
            "counter",
            "Instances that a shadow answered as the arm did or otherwise, and requests that it"
                + " failed at or was not asked for want of room.",
            shadows));
  }

  private static void addAnswering(List<Sample> samples, RunningExperiment running, Arm arm) {
    ArmCounts counts = running.counts(arm.name());
    add(samples, running, arm, "answered", counts.requests() - counts.failures());
    add(samples, running, arm, "failed", counts.failures());
    add(samples, running, arm, "fallback", counts.fallbacks());
  }

  private static void addShadow(List<Sample> samples, RunningExperiment running, Arm arm) {
    ShadowCounts counts = running.shadowed(arm.name());
    add(samples, running, arm, "agreed", counts.agreed());
    add(samples, running, arm, "differed", counts.rows() - counts.agreed());
    add(samples, running, arm, "failed", counts.failures());
    add(samples, running, arm, "dropped", counts.dropped());
  }

  private static void add(
      List<Sample> samples, RunningExperiment running, Arm arm, String outcome, long count) {
    samples.add(
        Sample.of(
            (double) count,
            "model",
            running.experiment().model().value(),
            "arm",
            arm.name(),
            "version",
            arm.version().toString(),
            "outcome",
            outcome));
  }
}
