package io.sluice.feedback;

import io.sluice.model.ModelId;
import io.sluice.model.PredictionId;
import org.jspecify.annotations.Nullable;

/**
 * An answer as it is remembered.
 *
 * @param id names it
 * @param version that gave it
 * @param arm for which; null outside of experiments
 * @param experiment that it tells something of; 0 for none
 * @param unit see {@link io.sluice.traffic.Route#unit}; 0 for none
 * @param rows instances that it answers
 * @param outputs of all rows, row by row: for each the values of every output in turn, of a class
 *     output the probability of each label; not written by anybody any more
 * @param inputs as a JSON array of instances; null if they are not kept
 */
@SuppressWarnings("ArrayRecordComponent") // Thousands a second: neither boxed nor copied.
record LoggedPrediction(
    PredictionId id,
    ModelId version,
    @Nullable String arm,
    long experiment,
    long unit,
    int rows,
    float[] outputs,
    @Nullable String inputs) {
  LoggedPrediction {
    if (rows < 1 || outputs.length % rows != 0) {
      throw new IllegalArgumentException(outputs.length + " values in " + rows + " rows");
    }
  }

  /** When it was given, in milliseconds since 1970: its id says so. */
  long millis() {
    return id.millis();
  }

  /** What was said of one instance. */
  float[] output(int row) {
    int width = outputs.length / rows;
    float[] values = new float[width];
    System.arraycopy(outputs, row * width, values, 0, width);
    return values;
  }
}
