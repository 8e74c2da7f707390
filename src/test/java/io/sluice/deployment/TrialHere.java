package io.sluice.deployment;

import io.sluice.intake.IntakeLimits;
import io.sluice.intake.Trial;
import io.sluice.intake.TrialFailure;
import io.sluice.intake.TrialReport;
import io.sluice.model.TimeSource;

/** A trial without a process of its own: the same steps, for tests of what follows from them. */
final class TrialHere implements Trial {
  @Override
  public TrialReport run(Candidate candidate) {
    try {
      VersionTrial.Finding finding =
          VersionTrial.run(
              TrialArguments.parse(
                  TrialArguments.of(candidate, EngineChoice.AUTO, IntakeLimits.DEFAULTS)
                      .toList()
                      .toArray(new String[0])),
              TimeSource.SYSTEM);
      return new TrialReport(
          finding.engine(),
          finding.engineReason(),
          finding.goldenChecked(),
          finding.p50Micros(),
          finding.p99Micros(),
          finding.peakRssBytes(),
          1,
          finding.measured().figures(),
          finding.measured().rows());
    } catch (DataSetRejectedException e) {
      throw TrialFailure.TRIAL_DATASET.rejected(String.valueOf(e.getMessage()));
    } catch (VersionRejectedException e) {
      throw TrialFailure.TRIAL_FAILED.rejected(String.valueOf(e.getMessage()));
    }
  }
}
