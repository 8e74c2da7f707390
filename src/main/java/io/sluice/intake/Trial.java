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

  /** Tries only models that have a gate: nothing else measures them. */
  static Trial ofGated(Trial trial) {
    return candidate -> candidate.gate() == null ? null : trial.run(candidate);
  }

  /**
   * A model on trial.
   *
   * @param artifact checked and repacked; its file
   * @param format of that file
   * @param size of that file in bytes
   * @param descriptor the file of its {@code model.json}; null if it has none
   * @param gate what it is to be measured by; null if it has no gate
   */
  record Candidate(
      ModelId id,
      Path artifact,
      ArtifactFormat format,
      long size,
      @Nullable Path descriptor,
      @Nullable Gate gate) {}

  /**
   * What a gate wants to be measured, beside the times that every trial measures.
   *
   * @param dataset the file of labelled rows, as {@code codec.LabelledCsv} takes them; null if only
   *     times are asked for
   * @param target the column of the answers; null for the one named as the model's output
   * @param maxRows the most rows that are read
   */
  record Gate(@Nullable Path dataset, @Nullable String target, int maxRows) {}
}
