package io.sluice.experiment;

import io.sluice.evaluation.sequential.ArmSample;
import io.sluice.evaluation.sequential.UnitMean;
import io.sluice.evaluation.sequential.Verdict;
import io.sluice.evaluation.sequential.VerdictRule;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What is known of an experiment at one moment.
 *
 * @param rule what it is to find out
 * @param means of the metric, for each arm that answers
 * @param samples the same as the verdict sees them
 * @param verdict what follows; empty if only the control answers
 * @param assignmentPValue of "the units came to the arms as the weights say"; empty unless it
 *     splits requests here
 */
record Judgement(
    VerdictRule rule,
    Map<String, UnitMean> means,
    Map<String, ArmSample> samples,
    Optional<Verdict> verdict,
    OptionalDouble assignmentPValue) {
  Judgement {
    means = Map.copyOf(means);
    samples = Map.copyOf(samples);
  }

  /** The verdict in a few words. */
  String text() {
    return verdict.map(Verdict::text).orElse("nothing to compare: only the control answers");
  }
}
