package io.sluice.feedback;

import io.sluice.model.PredictionId;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says came true of one instance. Nothing of it is checked but its form.
 *
 * @param id of the prediction
 * @param row the position of the instance in its request, from 0
 * @param label the true class; null if none was named
 * @param value the true quantity; null if none was named
 */
record Told(PredictionId id, int row, @Nullable String label, @Nullable Double value) {}
