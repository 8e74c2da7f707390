package io.sluice.traffic;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An experiment as somebody defines it.
 *
 * @param arms see {@link Experiment}
 * @param control the name of the arm that the others are compared with
 * @param rule what requests are assigned by
 * @param override whether a request may name its arm itself
 * @param start when it begins to split requests; null for at once
 * @param end when it ceases to, and the verdict stands; null for never
 * @param goal what it is to find out
 * @param guardrails what no arm may do
 * @param schedule how the challenger's part grows; null if the weights stay
 * @param promoteOnWin whether production is to point at an arm once it is better
 * @param rollBackOnBreach whether the experiment is to end once an arm breaks a guardrail
 */
public record ExperimentDefinition(
    List<Arm> arms,
    String control,
    AssignmentRule rule,
    boolean override,
    @Nullable Instant start,
    @Nullable Instant end,
    Goal goal,
    Guardrails guardrails,
    @Nullable CanarySchedule schedule,
    boolean promoteOnWin,
    boolean rollBackOnBreach) {
  /** Copies the arms. */
  public ExperimentDefinition {
    arms = List.copyOf(arms);
  }

  /** The same experiment with other arms: other weights, say. */
  public ExperimentDefinition with(List<Arm> newArms) {
    return new ExperimentDefinition(
        newArms,
        control,
        rule,
        override,
        start,
        end,
        goal,
        guardrails,
        schedule,
        promoteOnWin,
        rollBackOnBreach);
  }
}
