package io.sluice.evaluation;

import io.sluice.model.ModelId;
import io.sluice.model.ModelVersion;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An evaluation as it is kept.
 *
 * @param id rises with time
 * @param version that was scored
 * @param second the version that it was compared with on the same rows; null without one
 * @param state where it stands
 * @param dataDigest of the rows as they were sent, {@code sha256:<hex>}
 * @param dataBytes of the rows
 * @param rows that were read
 * @param createdAt when it was ordered
 * @param createdBy who ordered it
 * @param endedAt when it ended; null while it runs
 * @param failure why it failed, in a sentence; null unless so
 * @param report the figures as JSON; null unless it is done
 */
public record StoredEvaluation(
    long id,
    ModelId version,
    @Nullable ModelVersion second,
    EvaluationState state,
    String dataDigest,
    long dataBytes,
    long rows,
    Instant createdAt,
    String createdBy,
    @Nullable Instant endedAt,
    @Nullable String failure,
    @Nullable String report) {}
