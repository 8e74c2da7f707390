package io.sluice.intake;

import io.sluice.model.ArtifactFormat;
import io.sluice.model.ChangeException;
import io.sluice.model.ModelId;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Tries a model where it can do no harm. */
public interface Trial {
  /** Tries nothing. */
  Trial NONE = candidate -> null;

  /**
   * Loads the model, compares it with its known answers and measures it.
   *
   * @return what was found; null if models are not tried
   * @throws ChangeException of the kind {@code ARCHIVE_REJECTED} if it did not stand the trial, its
   *     reason one of {@link TrialFailure}
   */
  @Nullable TrialReport run(Candidate candidate);

  /**
   * A model on trial.
   *
   * @param artifact checked and repacked; its file
   * @param format of that file
   * @param size of that file in bytes
   * @param descriptor the file of its {@code model.json}; null if it has none
   */
  record Candidate(
      ModelId id, Path artifact, ArtifactFormat format, long size, @Nullable Path descriptor) {}
}
