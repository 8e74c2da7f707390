package io.sluice.experiment;

import io.sluice.evaluation.sequential.UnitMean;
import io.sluice.traffic.StoredExperiment;
import java.util.Map;

/** Knows what came true of what the arms of experiments predicted. */
@FunctionalInterface
interface OutcomeSource {
  /**
   * The mean of an experiment's metric for each arm that answers, over all outcomes that were told.
   *
   * @throws io.sluice.model.ChangeException if they cannot be read
   */
  Map<String, UnitMean> means(StoredExperiment experiment);
}
