package io.sluice.metrics;

import io.sluice.model.ModelId;
import io.sluice.model.ModelName;

/** Counts what becomes of versions that are to be loaded. */
public interface LoadMetrics {
  /** Counts nothing. */
  LoadMetrics NONE =
      new LoadMetrics() {
        @Override
        public void loaded(ModelId id, long nanos) {
          // Nobody asks.
        }

        @Override
        public void loadFailed(ModelName model) {
          // Nobody asks.
        }
      };

  /**
   * A version was loaded and can answer.
   *
   * @param nanos from the first byte read to the end of the warm-up, in nanoseconds
   */
  void loaded(ModelId id, long nanos);

  /** A version of this model could not be loaded. */
  void loadFailed(ModelName model);
}
