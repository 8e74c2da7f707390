package io.sluice.deployment;

import io.sluice.model.InstanceSource;
import io.sluice.model.ModelDescriptor;
import io.sluice.model.ModelSignature;
import io.sluice.model.Predictor;
import org.jspecify.annotations.Nullable;

/**
 * A version that can answer.
 *
 * @param engine what computes its predictions
 * @param engineReason why it has no plan; null if it has one, or none was wanted
 * @param loadMillis from the first byte read to the network built
 * @param warmUpMillis golden predictions and first runs
 * @param sample one row that it takes
 * @param close gives its memory back
 */
record LoadedVersion(
    ModelDescriptor descriptor,
    ModelSignature signature,
    Predictor predictor,
    String engine,
    @Nullable String engineReason,
    long loadMillis,
    long warmUpMillis,
    InstanceSource sample,
    Runnable close) {}
