package io.sluice.traffic;

import io.sluice.model.ModelName;
import io.sluice.model.ModelVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An experiment as the database has it.
 *
 * @param id rises with time
 * @param model whose requests are split
 * @param state where it stands
 * @param definition as it is now
 * @param salt of its split
 * @param revision 1, and one more with each change of the definition
 * @param createdAt when it was defined
 * @param createdBy who defined it
 * @param endedAt when it ended; null while it runs
 * @param outcome what was found in the end, in a sentence; null while it runs
 */
public record StoredExperiment(
    long id,
    ModelName model,
    ExperimentState state,
    ExperimentDefinition definition,
    String salt,
    int revision,
    Instant createdAt,
    String createdBy,
    @Nullable Instant endedAt,
    @Nullable String outcome) {
  /** Whether one of its arms is a version. */
  public boolean uses(ModelVersion version) {
    return definition.arms().stream().anyMatch(arm -> arm.version().equals(version));
  }

  /** How it splits requests. */
  public Experiment split() {
    return new Experiment(
        id,
        model,
        definition.arms(),
        definition.control(),
        definition.rule(),
        salt,
        definition.override());
  }
}
