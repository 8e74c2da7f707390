package io.sluice.intake;

import io.sluice.model.ChangeException;
import java.util.List;

/** How a model fails its trial; the names are the reasons that callers are told. */
public enum TrialFailure {
  /** Its process was ended by a signal that we did not send. */
  TRIAL_CRASHED,
  /** It was not done in time. */
  TRIAL_TIMEOUT,
  /** It needs more memory than it may have. */
  TRIAL_OUT_OF_MEMORY,
  /** The data set of its gate cannot be read, or is not one for this model. */
  TRIAL_DATASET,
  /** It cannot be loaded, answers otherwise than it says, or its process said nothing. */
  TRIAL_FAILED;

  /**
   * The refusal of a push.
   *
   * @param message a sentence for the caller
   */
  public ChangeException rejected(String message) {
    return new ChangeException(
        ChangeException.Kind.ARCHIVE_REJECTED, name(), message, List.of(), null);
  }
}
