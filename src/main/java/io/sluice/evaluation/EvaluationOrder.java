package io.sluice.evaluation;

import io.sluice.model.ModelId;
import io.sluice.model.ModelVersion;
import org.jspecify.annotations.Nullable;

/**
 * What is to be evaluated.
 *
 * @param version to be scored
 * @param second of the same model, to be compared with it; null for none
 * @param target the column or member of the right answers; null for the name of the only output
 * @param table the rows
 * @param by who orders it
 */
record EvaluationOrder(
    ModelId version,
    @Nullable ModelVersion second,
    @Nullable String target,
    SentTable table,
    String by) {}
