package io.sluice.experiment;

import io.sluice.traffic.ArmSnapshot;
import io.sluice.traffic.RunningExperiment;
import io.sluice.traffic.StoredExperiment;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All there is to tell of an experiment.
 *
 * @param stored as the database has it
 * @param exposures what each arm was asked on all servers; an arm that was not asked is left out
 * @param judgement what its outcomes mean
 * @param running the same where it splits requests; null if it does not here
 * @param lastMinute what each arm did here in the last minute; empty if it does not run here
 */
record ExperimentReport(
    StoredExperiment stored,
    Map<String, ArmSnapshot> exposures,
    Judgement judgement,
    @Nullable RunningExperiment running,
    Map<String, ArmSnapshot> lastMinute) {
  ExperimentReport {
    exposures = Map.copyOf(exposures);
    lastMinute = Map.copyOf(lastMinute);
  }

  /** What each arm was asked. */
  ArmSnapshot exposure(String arm) {
    return exposures.getOrDefault(arm, ArmSnapshot.zero());
  }
}
