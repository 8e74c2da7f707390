package io.sluice.experiment;

import io.sluice.evaluation.sequential.ArmSample;
import io.sluice.evaluation.sequential.SampleRatio;
import io.sluice.evaluation.sequential.UnitMean;
import io.sluice.evaluation.sequential.Verdict;
import io.sluice.evaluation.sequential.VerdictRule;
import io.sluice.feedback.OutcomeSource;
import io.sluice.model.TimeSource;
import io.sluice.traffic.Arm;
import io.sluice.traffic.Goal;
import io.sluice.traffic.RunningExperiment;
import io.sluice.traffic.StoredExperiment;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Says what the outcomes of an experiment mean. */
final class Judge {
  // Judging reads every outcome anew: it may take no more than this part of the time.
  private static final long PAUSES = 10;

  private final OutcomeSource outcomes;
  private final TimeSource time;
  private final Map<Long, Recent> recent = new ConcurrentHashMap<>();

  private record Recent(Judgement judgement, long until) {}

  Judge(OutcomeSource outcomes, TimeSource time) {
    this.outcomes = outcomes;
    this.time = time;
  }

  /**
   * Judges an experiment by all that is known now.
   *
   * @param running the same where it splits requests; null if it does not here
   * @throws io.sluice.model.ChangeException if the outcomes cannot be read
   */
  Judgement judge(StoredExperiment stored, @Nullable RunningExperiment running) {
    long start = time.nanoTime();
    VerdictRule rule = rule(stored.definition().goal());
    Map<String, UnitMean> means = means(stored);
    Map<String, ArmSample> samples = new HashMap<>();
    means.forEach((arm, mean) -> samples.put(arm, ArmSample.of(arm, mean)));
    List<ArmSample> challengers = new ArrayList<>();
    for (Arm arm : stored.definition().arms()) {
      if (!arm.shadow() && !arm.name().equals(stored.definition().control())) {
        challengers.add(Objects.requireNonNull(samples.get(arm.name()), arm.name()));
      }
    }
    OptionalDouble assignment =
        running == null ? OptionalDouble.empty() : OptionalDouble.of(assignment(running));
    ArmSample control =
        Objects.requireNonNull(samples.get(stored.definition().control()), "no control");
    Judgement judgement =
        new Judgement(
            rule,
            means,
            samples,
            challengers.isEmpty()
                ? Optional.empty()
                : Optional.of(Verdict.of(rule, control, challengers, assignment.orElse(1))),
            assignment);
    long end = time.nanoTime();
    recent.put(stored.id(), new Recent(judgement, end + PAUSES * (end - start)));
    return judgement;
  }

  /** The mean of each arm that answers; an arm without outcomes has one of no values. */
  private Map<String, UnitMean> means(StoredExperiment stored) {
    Map<String, UnitMean> told = outcomes.means(stored.id(), stored.definition().goal().metric());
    Map<String, UnitMean> means = new HashMap<>();
    for (Arm arm : stored.definition().arms()) {
      if (!arm.shadow()) {
        means.put(arm.name(), told.getOrDefault(arm.name(), new UnitMean(0)));
      }
    }
    return means;
  }

  /** As {@link #judge}, or what was found so shortly before that it is not worth another look. */
  Judgement recent(StoredExperiment stored, RunningExperiment running) {
    Recent known = recent.get(stored.id());
    return known != null && time.nanoTime() - known.until() < 0
        ? known.judgement()
        : judge(stored, running);
  }

  /** Forgets an experiment. */
  void forget(long experiment) {
    recent.remove(experiment);
  }

  /** What a goal is to the arithmetic. */
  static VerdictRule rule(Goal goal) {
    return new VerdictRule(
        goal.metric().wireName(),
        goal.metric().isProportion(),
        goal.metric().isHigherBetter(),
        goal.minimumEffect(),
        goal.significance());
  }

  /** Whether units came to the arms as the present weights say, since these are in force here. */
  private static double assignment(RunningExperiment running) {
    List<Long> counts = new ArrayList<>();
    List<Double> weights = new ArrayList<>();
    for (Arm arm : running.experiment().arms()) {
      if (arm.weight() > 0) {
        counts.add(running.units(arm.name()));
        weights.add((double) arm.weight());
      }
    }
    return SampleRatio.pValue(counts, weights);
  }
}
