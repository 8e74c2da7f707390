package io.sluice.prediction;

import io.sluice.model.InstanceSource;
import io.sluice.model.Prediction;
import io.sluice.model.PredictionId;
import io.sluice.traffic.Route;
import org.jspecify.annotations.Nullable;

/** Remembers answers, so that what came true can be told of them later. */
@FunctionalInterface
public interface PredictionLog {
  /** Remembers nothing. */
  PredictionLog NONE = route -> null;

  /**
   * Whether, and how, one request is remembered. Asked for every prediction: for a model whose
   * predictions are not remembered it must cost next to nothing.
   *
   * @param route that the request takes
   * @return null if it is not
   */
  @Nullable Entry begin(Route route);

  /** One request that is to be remembered. */
  interface Entry {
    /** The same instances, with an eye on what they are, if inputs are kept. */
    InstanceSource watch(InstanceSource source);

    /**
     * Remembers the answer, some time soon. Never waits.
     *
     * @return what its outcome can be told under; null if there was no room to remember it
     */
    @Nullable PredictionId answered(Prediction prediction);
  }
}
