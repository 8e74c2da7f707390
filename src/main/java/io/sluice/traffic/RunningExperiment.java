package io.sluice.traffic;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** An experiment that splits requests now, and what its arms were asked. */
public final class RunningExperiment {
  private final Experiment experiment;
  private final Map<String, ArmCounts> counts;

  /** Begins to count at zero. */
  public RunningExperiment(Experiment experiment) {
    this.experiment = experiment;
    Map<String, ArmCounts> each = new HashMap<>();
    experiment.arms().forEach(arm -> each.put(arm.name(), new ArmCounts()));
    this.counts = Map.copyOf(each);
  }

  /** How requests are split. */
  public Experiment experiment() {
    return experiment;
  }

  /**
   * The figures of an arm.
   *
   * @throws NullPointerException if there is no such arm
   */
  public ArmCounts counts(String arm) {
    return Objects.requireNonNull(counts.get(arm), arm);
  }
}
