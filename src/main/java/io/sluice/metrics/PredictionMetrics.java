package io.sluice.metrics;

import io.sluice.model.ModelId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Counts predictions. */
public interface PredictionMetrics {
  /** Counts nothing. */
  PredictionMetrics NONE =
      new PredictionMetrics() {
        @Override
        public void started(ModelId id) {
          // Nobody asks.
        }

        @Override
        public void predicted(
            @Nullable ModelId id, PredictionOutcome outcome, int rows, long nanos) {
          // Nobody asks.
        }
      };

  /** A request begins on a version; {@link #predicted} with the same id ends it. */
  void started(ModelId id);

  /**
   * Counts one request that ended.
   *
   * @param id the version that answered or failed; null if none could be chosen, and {@link
   *     #started} was not called
   * @param outcome how it ended
   * @param rows instances answered; 0 if it failed
   * @param nanos from the choice of the version to the prediction, decoding included, in
   *     nanoseconds
   */
  void predicted(@Nullable ModelId id, PredictionOutcome outcome, int rows, long nanos);

  /** How a request for predictions can end. */
  enum PredictionOutcome {
    SUCCESS,
    /** The caller's fault: invalid instances, a malformed or too large body. */
    REJECTED,
    /** Nothing to answer: unknown model, version, alias or operation. */
    NOT_FOUND,
    /** Not now: not ready or overloaded. */
    UNAVAILABLE,
    /** The server's or the model's fault. */
    ERROR;

    /** The value of the {@code outcome} label: {@code not_found}. */
    public String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
