package io.sluice.experiment;

import io.sluice.evaluation.sequential.Comparison;
import io.sluice.evaluation.sequential.Conclusion;
import io.sluice.evaluation.sequential.Verdict;
import io.sluice.evaluation.sequential.VerdictRule;
import io.sluice.traffic.Arm;
import io.sluice.traffic.CanarySchedule;
import io.sluice.traffic.ExperimentDefinition;
import io.sluice.traffic.StoredExperiment;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.OptionalDouble;

/** How the part of the only challenger grows, step by step. */
final class Canary {
  private static final double PERCENT = 100;

  private Canary() {}

  /** A definition as it begins: with the first step, if it has steps. */
  static ExperimentDefinition begun(ExperimentDefinition definition) {
    CanarySchedule schedule = definition.schedule();
    return schedule == null ? definition : with(definition, schedule.steps().get(0));
  }

  /** The same with another part for the challenger, in per cent. */
  static ExperimentDefinition with(ExperimentDefinition definition, double percent) {
    int weight = (int) Math.round(percent / PERCENT * Arm.WHOLE);
    List<Arm> arms = new ArrayList<>();
    for (Arm arm : definition.arms()) {
      if (arm.shadow()) {
        arms.add(arm);
      } else {
        int part = arm.name().equals(definition.control()) ? Arm.WHOLE - weight : weight;
        arms.add(new Arm(arm.name(), arm.version(), part, false));
      }
    }
    return definition.with(arms);
  }

  /** The step that is due by the time; empty if none is beyond what the challenger has. */
  static OptionalDouble due(StoredExperiment stored, Instant now) {
    CanarySchedule schedule = Objects.requireNonNull(stored.definition().schedule());
    Duration every = Objects.requireNonNull(schedule.every());
    Instant start = stored.definition().start();
    Instant begun =
        start == null || start.isBefore(stored.createdAt()) ? stored.createdAt() : start;
    long passed = Math.max(0, Duration.between(begun, now).dividedBy(every));
    double step = schedule.steps().get((int) Math.min(passed, schedule.steps().size() - 1L));
    return step > part(stored.definition()) ? OptionalDouble.of(step) : OptionalDouble.empty();
  }

  /** The step after the one that the challenger has; empty after the last. */
  static OptionalDouble next(ExperimentDefinition definition) {
    double part = part(definition);
    return Objects.requireNonNull(definition.schedule()).steps().stream()
        .mapToDouble(Double::doubleValue)
        .filter(step -> step > part)
        .findFirst();
  }

  /** The challenger of an experiment of two arms. */
  static Arm challenger(ExperimentDefinition definition) {
    return definition.arms().stream()
        .filter(arm -> !arm.shadow() && !arm.name().equals(definition.control()))
        .findFirst()
        .orElseThrow();
  }

  /** Whether it is known that the challenger is not worse by as much as matters. */
  static boolean isNotWorse(VerdictRule rule, Verdict verdict) {
    Comparison comparison = verdict.comparisons().get(0);
    double worst = rule.higherIsBetter() ? comparison.lower() : -comparison.upper();
    return comparison.conclusion() != Conclusion.WORSE && worst > -rule.minimumEffect();
  }

  private static double part(ExperimentDefinition definition) {
    return challenger(definition).weight() * PERCENT / Arm.WHOLE;
  }
}
